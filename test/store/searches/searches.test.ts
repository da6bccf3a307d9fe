import { describe, expect, it } from 'vitest'
import type { CoverageEnd } from '../../../src/model/coverage.ts'
import { nextPage } from '../../../src/model/planned-search.ts'
import type { Store } from '../../../src/store/store.ts'
import { aListing, aSearch } from '../../builders.ts'
import { query } from '../database.ts'
import { eachWithStore } from '../each-with-store.ts'
import { holding } from '../holding.ts'
import { at, savePage } from '../visits/on-the-way.ts'

let store: Store
let url: string
eachWithStore((given) => {
  ;({ store, url } = given)
})

const search = aSearch()
const plan = (searches = [search], run = 'run-1', minute = 0) =>
  store.runs.plan({ id: run, watch: 'halvard', trigger: 'scan' }, searches, at(minute))
const listingRows = () =>
  query<{ id: string; title: string; first_seen_at: Date; last_seen_at: Date; price_amount: string | null }>(
    url,
    'select id, title, first_seen_at, last_seen_at, price_amount from listings order by id',
  )

describe('a run that is planned', () => {
  it('has a planned row for each search, and planning it again changes nothing', async () => {
    await plan()
    await savePage(store, search, [aListing()], 1)
    await plan([search, aSearch({ keyword: 'another' })])
    expect(await store.runs.coverage('run-1')).toMatchObject([{ ...search, state: 'searched', plannedAt: at(0) }])
  })

  it('keeps the order of each search, and its next page is that of the same order', async () => {
    const newest = aSearch({ sort: 'newest' })
    await plan([search, newest])
    await savePage(store, search, [aListing()], 1, nextPage(search))
    expect(await store.searches.nextOf(newest)).toBeNull()
    await savePage(store, newest, [aListing()], 2, nextPage(newest))
    expect(await store.searches.nextOf(newest)).toEqual(nextPage(newest))
    expect((await store.runs.coverage('run-1')).map(({ sort, page }) => [sort, page])).toEqual([
      ['best-match', 1],
      ['best-match', 2],
      ['newest', 1],
      ['newest', 2],
    ])
  })

  it('takes more searches than one statement could', async () => {
    await plan(Array.from({ length: 2_500 }, (_, index) => aSearch({ keyword: `keyword ${index}` })))
    expect(await store.runs.progress('run-1')).toMatchObject({ searchesPlanned: 2_500, searchesEnded: 0 })
  })
})

describe('a results page that is saved', () => {
  it('keeps the page as it was shown, the listings, the end of the search and the next page', async () => {
    await plan()
    const shown = [aListing({ id: 'b' }), aListing({ id: 'a', price: null }), aListing({ id: 'b', sponsored: true })]
    const end: CoverageEnd = {
      state: 'searched',
      listings: 3,
      claimed: 12_310_000_000,
      warnings: ['one price was not read'],
    }
    const next = nextPage(search)
    expect(await store.searches.save({ search, end, listings: shown, next, now: at(5) })).toEqual({ saved: true })
    const sightings = await query(url, 'select position, listing_id as id from sightings order by position')
    expect(sightings).toEqual([
      { position: 1, id: 'b' },
      { position: 2, id: 'a' },
      { position: 3, id: 'b' },
    ])
    expect(await listingRows()).toMatchObject([
      { id: 'a', price_amount: null },
      { id: 'b', price_amount: '9.99' },
    ])
    expect(await store.runs.coverage('run-1')).toEqual([
      { ...search, ...end, plannedAt: at(0), endedAt: at(5) },
      { ...next, state: 'planned', listings: 0, warnings: [], plannedAt: at(5), endedAt: null },
    ])
    expect(await store.searches.nextOf(search)).toEqual(next)
    expect(await store.searches.load(search.id)).toMatchObject({
      search,
      state: 'searched',
      watch: { brand: 'Halvard' },
    })
  })

  it('keeps how many cards were seen and why some were left out, and refuses a count that leaves one unaccounted', async () => {
    await plan()
    const counted: CoverageEnd = {
      state: 'searched',
      listings: 1,
      cards: 4,
      leftOut: { shelf: 2, unread: 1 },
      warnings: [],
    }
    const save = (end: CoverageEnd) =>
      store.searches.save({ search, end, listings: [aListing()], next: null, now: at(1) })
    await expect(save({ ...counted, cards: 5 })).rejects.toThrow(/coverage_cards_accounted/)
    expect(await save(counted)).toEqual({ saved: true })
    expect(await store.runs.coverage('run-1')).toMatchObject([{ cards: 4, leftOut: { shelf: 2, unread: 1 } }])
  })

  it('adds to what is usual for its market, territory and way; a canary and an import of elsewhere do not', async () => {
    const [other, api] = [aSearch({ territory: 'de' }), aSearch({ keyword: 'x', way: 'api' })]
    await plan([search, other, api])
    expect(await store.searches.usual(search)).toBeNull()
    await savePage(store, search, [aListing({ id: 'a' }), aListing({ id: 'b', price: null, location: 'Leeds' })], 1)
    await savePage(store, other, [aListing({ id: 'c', price: null })], 2)
    await savePage(store, api, [aListing({ id: 'd', price: null })], 3)
    expect(await store.searches.usual(search)).toEqual({ listings: 2, price: 1, seller: expect.any(Number), place: 1 })
  })

  it('changes nothing when it is saved again, also with another end', async () => {
    await plan()
    await savePage(store, search, [aListing()], 1)
    expect(
      await savePage(store, search, [aListing({ title: 'other' }), aListing({ id: 'x' })], 2, nextPage(search)),
    ).toEqual({
      saved: false,
    })
    const blocked: CoverageEnd = { state: 'blocked', listings: 0, blockedBy: 'captcha', warnings: [] }
    expect(await store.searches.save({ search, end: blocked, listings: [], next: null, now: at(3) })).toEqual({
      saved: false,
    })
    expect(await listingRows()).toMatchObject([{ id: 'l1', title: 'Halvard Trail Runner' }])
    expect(await store.runs.coverage('run-1')).toMatchObject([{ state: 'searched', endedAt: at(1) }])
  })

  it('is saved once of four at once', async () => {
    await plan()
    const all = await holding(url, 'select from coverage for update', 4, () =>
      Promise.all([1, 2, 3, 4].map((minute) => savePage(store, search, [aListing()], minute))),
    )
    expect(all.filter((one) => one.saved)).toHaveLength(1)
    expect(await query(url, 'select count(*)::int as n from sightings')).toEqual([{ n: 1 }])
  })

  it('says why it ended without listings, and leaves nothing to score', async () => {
    await plan()
    const end: CoverageEnd = { state: 'blocked', listings: 0, blockedBy: 'captcha', why: 'a captcha', warnings: [] }
    await store.searches.save({ search, end, listings: [], next: null, now: at(3) })
    expect(await store.runs.coverage('run-1')).toMatchObject([{ ...end, endedAt: at(3) }])
    expect(await store.runs.progress('run-1')).toMatchObject({ searchesEnded: 1, searchesCovered: 0, unscored: 0 })
  })

  it('keeps what a hostile page sends: NUL, half a surrogate pair, quotes, backslashes, a very long seller', async () => {
    await plan()
    const title = 'a\u0000b \ud800 "c" \\ {d} \u{1f45f}'
    await savePage(store, search, [aListing({ title, id: 'x"\\\u0000,{}', seller: { name: 's'.repeat(9_000) } })], 1)
    expect(await listingRows()).toMatchObject([{ id: 'x"\\\ufffd,{}', title: 'a\ufffdb \ufffd "c" \\ {d} \u{1f45f}' }])
  })

  it('refuses a search that was never planned', async () => {
    await expect(savePage(store, search, [], 1)).rejects.toThrow(/never planned/)
  })
})

describe('a listing that is seen again', () => {
  const later = aSearch({ run: 'run-2' })

  it('keeps when it was first seen and takes the newest state', async () => {
    await plan()
    await plan([later], 'run-2', 60)
    await savePage(store, search, [aListing({ title: 'before' })], 1)
    await savePage(store, later, [aListing({ title: 'after' })], 61)
    expect(await listingRows()).toMatchObject([{ title: 'after', first_seen_at: at(1), last_seen_at: at(61) }])
  })

  it('is not put back by an older sighting that arrives late', async () => {
    await plan()
    await plan([later], 'run-2', 60)
    await savePage(store, later, [aListing({ title: 'after' })], 61)
    await savePage(store, search, [aListing({ title: 'before' })], 1)
    expect(await listingRows()).toMatchObject([{ title: 'after', first_seen_at: at(1), last_seen_at: at(61) }])
  })

  it.each([
    ['the first page first', [0, 1]],
    ['the second page first', [1, 0]],
  ])('ends the same within one run whichever page arrives first: %s', async (_order, order) => {
    const pages = [aSearch({ territory: 'de' }), aSearch({ territory: 'us' })]
    await plan(pages)
    for (const [minute, index] of order.entries()) {
      await savePage(store, pages[index]!, [aListing({ title: `in ${pages[index]!.territory}` })], minute)
    }
    expect(await listingRows()).toMatchObject([{ title: 'in de' }])
  })
})

describe('pages that share listings and are saved at once', () => {
  it('neither deadlock nor lose a sighting', async () => {
    const searches = Array.from({ length: 12 }, (_, index) => aSearch({ keyword: `keyword ${index}` }))
    await plan(searches)
    const ids = Array.from({ length: 48 }, (_, index) => `l${index}`)
    const orders = [ids, [...ids].reverse(), [...ids.slice(24), ...ids.slice(0, 24)]]
    await Promise.all(
      searches.map((one, index) =>
        savePage(
          store,
          one,
          orders[index % 3]!.map((id) => aListing({ id })),
          1,
        ),
      ),
    )
    expect(await query(url, 'select count(*)::int as n from sightings')).toEqual([{ n: 12 * 48 }])
    expect(await listingRows()).toHaveLength(48)
  })
})

describe('a watch', () => {
  it('is listed with its last run, replaced by saving, and put to rest when it is not named', async () => {
    await plan([], 'run-1', 0)
    await plan([], 'run-2', 60)
    expect(await store.watches.all()).toMatchObject([
      { watch: { id: 'halvard' }, active: true, lastRun: { id: 'run-2', plannedAt: at(60), endedAt: null } },
    ])
    const { watch } = (await store.watches.all())[0]!
    await store.watches.save({ ...watch, brand: 'Halvard & Sons', priority: 9 }, true, at(1))
    await store.watches.keepActive(['other'])
    expect(await store.watches.all()).toMatchObject([{ watch: { brand: 'Halvard & Sons' }, active: false }])
    await store.watches.save(watch, true, at(2))
    await store.watches.keepActive(['halvard', 'other'])
    expect(await store.watches.all()).toMatchObject([{ active: true }])
    expect(await store.watches.load('nobody')).toBeNull()
  })
})
