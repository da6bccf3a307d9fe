import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { derivedId } from '../../../src/store/storable.ts'
import type { Store } from '../../../src/store/store.ts'
import { aListing, aSearch } from '../../builders.ts'
import { query, type TestDatabase, testDatabase } from '../database.ts'
import { holding } from '../holding.ts'
import { at, freshStore, hitsWith, type Scorer, savePage, seen } from '../visits/on-the-way.ts'

let database: TestDatabase
let store: Store
let url: string
beforeAll(async () => {
  database = await testDatabase()
})
beforeEach(async () => {
  ;({ store, url } = await freshStore(database))
})
afterEach(() => store.close())
afterAll(() => database.stop())

const fakes = hitsWith(['1:1', 'replica'], { visits: true })
const fake = aListing({ id: 'fake', title: 'Halvard 1:1' })
const honest = aListing({ id: 'honest' })
const hitId = (listing: string) => derivedId('halvard', 'bazaar', listing)
const never: Scorer = () => {
  throw new Error('scored again')
}

describe('a batch that is scored', () => {
  it('keeps a score with reasons for each listing, hits for some, and plans their visits', async () => {
    const { scored } = await seen(store, { run: 'run-1', minute: 0, listings: [honest, fake], score: fakes })
    const visit = {
      id: derivedId('run-1', 'bazaar', 'fake'),
      run: 'run-1',
      watch: 'halvard',
      marketplace: 'bazaar',
      listing: 'fake',
    }
    expect(scored).toEqual({ run: 'run-1', hits: 1, visits: [visit] })
    expect(await store.hits.load(hitId('fake'))).toMatchObject({
      ...{ state: 'open', score: 0.9, matcher: 'm1', brand: 'Halvard', run: 'run-1', foundAt: at(0) },
      ...{ findings: [{ text: '"Halvard 1:1" was read' }], listing: fake, changes: [], lease: null, pictures: [] },
    })
    expect(await query(url, 'select listing_id, verdict from scores order by listing_id')).toEqual([
      { listing_id: 'fake', verdict: 'suspect' },
      { listing_id: 'honest', verdict: 'allowed' },
    ])
    expect(await store.visits.load(visit.id)).toMatchObject({ visit, state: 'planned', listing: fake })
  })

  it('answers the same when it is scored again, and is not', async () => {
    const first = await seen(store, { run: 'run-1', minute: 0, listings: [honest, fake], score: fakes })
    const again = await store.matching.scoreBatch({ of: 'search', id: first.search.id }, never, 'm2', at(9))
    expect(again).toEqual(first.scored)
  })

  it('leaves a visit out of its answer once that has ended', async () => {
    const { scored, search } = await seen(store, { run: 'run-1', minute: 0, listings: [fake], score: fakes })
    await store.visits.save({ visit: scored!.visits[0]!, end: { state: 'failed', why: 'x' }, detail: null, now: at(1) })
    expect(await store.matching.scoreBatch({ of: 'search', id: search.id }, never, 'm1', at(2))).toEqual({
      ...{ run: 'run-1', hits: 1, visits: [] },
    })
  })

  it('is scored once of three at once', async () => {
    const { search } = await seen(store, { run: 'run-1', minute: 0, listings: [honest, fake], score: null })
    let calls = 0
    const counting: Scorer = (watch, listings) => {
      calls += 1
      return fakes(watch, listings)
    }
    const score = () => store.matching.scoreBatch({ of: 'search', id: search.id }, counting, 'm1', at(1))
    const all = await holding(url, 'select from coverage for update', 3, () => Promise.all([score(), score(), score()]))
    expect(all.map((one) => [one?.hits, one?.visits.length])).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
    ])
    expect(calls).toBe(1)
  })

  it('waits for whoever writes one of its listings, and is scored on what was written', async () => {
    const { search } = await seen(store, { run: 'run-1', minute: 0, listings: [honest], score: null })
    const write = `update listings set data = jsonb_set(data, '{title}', '"Halvard replica"')`
    const scored = await holding(url, write, 1, () =>
      store.matching.scoreBatch({ of: 'search', id: search.id }, fakes, 'm1', at(1)),
    )
    expect(scored).toMatchObject({ hits: 1 })
  })

  it('leaves the verdict that was given meanwhile', async () => {
    await seen(store, { run: 'run-1', minute: 0, listings: [fake], score: fakes })
    const { search } = await seen(store, { run: 'run-2', minute: 60, listings: [fake], score: null })
    const decided = `update hits set state = 'decided', verdict = 'allowed', decided_on = '{"title":"Halvard 1:1","price":null,"image":null,"seller":null}'`
    await holding(url, decided, 1, () =>
      store.matching.scoreBatch({ of: 'search', id: search.id }, fakes, 'm1', at(60)),
    )
    expect(await store.hits.load(hitId('fake'))).toMatchObject({ state: 'decided', verdict: 'allowed', run: 'run-2' })
  })

  it('is unknown when it was not planned, or has not ended', async () => {
    expect(await store.matching.scoreBatch({ of: 'search', id: 'nothing' }, never, 'm1', at(0))).toBeNull()
    const search = aSearch()
    await store.runs.plan({ id: 'run-1', watch: 'halvard', trigger: 'scan' }, [search], at(0))
    expect(await store.matching.scoreBatch({ of: 'search', id: search.id }, never, 'm1', at(0))).toBeNull()
  })

  it('changes nothing when the scorer fails or leaves a listing out', async () => {
    const { search } = await seen(store, { run: 'run-1', minute: 0, listings: [honest, fake], score: null })
    const batch = { of: 'search' as const, id: search.id }
    await expect(store.matching.scoreBatch(batch, never, 'm1', at(1))).rejects.toThrow('scored again')
    const leavesOut: Scorer = (watch, listings) => fakes(watch, listings.slice(1))
    await expect(store.matching.scoreBatch(batch, leavesOut, 'm1', at(1))).rejects.toThrow(/no score for bazaar fake/)
    expect(await query(url, 'select (select count(*) from scores) + (select count(*) from visits) as n')).toEqual([
      { n: '0' },
    ])
    expect(await store.matching.scoreBatch(batch, fakes, 'm1', at(2))).toMatchObject({ hits: 1 })
  })
})

describe('two batches over the same listings', () => {
  const listings = Array.from({ length: 40 }, (_, index) =>
    aListing({ id: `l${index}`, title: index % 3 ? 'Halvard' : 'Halvard replica' }),
  )
  const searches = ['a', 'b', 'c', 'd'].map((keyword) => aSearch({ keyword }))
  const rows = async (from: string) => ({
    scores: await query(from, 'select listing_id, score, verdict, findings from scores order by 1'),
    hits: await query(from, 'select id, listing_id, state, score, rank, run_id from hits order by 1'),
    visits: await query(from, 'select id, listing_id, state from visits order by 1'),
  })
  const prepare = async (into: Store) => {
    await into.runs.plan({ id: 'run-1', watch: 'halvard', trigger: 'scan' }, searches, at(0))
    for (const [index, search] of searches.entries()) {
      const page = index % 2 ? [...listings].reverse() : listings
      await savePage(into, search, page.slice(0, 30), 1)
    }
  }
  const score = (into: Store, id: string) => into.matching.scoreBatch({ of: 'search', id }, fakes, 'm1', at(2))

  it('end at once in the same rows as one after another, also when each is scored twice at once', async () => {
    await prepare(store)
    const together = await Promise.all([...searches, ...searches].map((search) => score(store, search.id)))
    const other = await freshStore(database)
    await prepare(other.store)
    for (const search of searches) await score(other.store, search.id)
    const expected = await rows(other.url)
    expect(expected.hits).toHaveLength(14)
    expect(await rows(url)).toEqual(expected)
    expect(together.map((one) => one?.hits)).toEqual([10, 10, 10, 10, 10, 10, 10, 10])
    await other.store.close()
  })

  it('plan a visit of a listing once a run, and each visit belongs to one of them', async () => {
    await prepare(store)
    const all = await Promise.all(searches.map((search) => score(store, search.id)))
    const visits = all.flatMap((one) => one?.visits ?? []).map((visit) => visit.listing)
    expect(visits).toHaveLength(14)
    expect(new Set(visits).size).toBe(14)
  })
})

describe('a visit', () => {
  const visited = async (detail: ReturnType<typeof aListing> | null, state: 'visited' | 'gone' | 'blocked') => {
    const { scored } = await seen(store, { run: 'run-1', minute: 0, listings: [fake], score: fakes })
    const visit = scored!.visits[0]!
    expect(await store.visits.save({ visit, end: { state }, detail, now: at(1) })).toEqual({ saved: true })
    return visit
  }
  const scoreVisit = (id: string, score: Scorer) => store.matching.scoreBatch({ of: 'visit', id }, score, 'm1', at(2))

  it('adds what the results page left out, and its listing is scored with it', async () => {
    const visit = await visited(
      aListing({ id: 'fake', title: 'ignored', description: 'a replica', images: ['http://x/2'] }),
      'visited',
    )
    const read: string[] = []
    await scoreVisit(visit.id, (watch, listings) => {
      read.push(...listings.map((listing) => `${listing.title}, ${listing.description}, ${listing.images.length}`))
      return fakes(watch, listings)
    })
    expect(read).toEqual(['Halvard 1:1, a replica, 2'])
    expect(await store.runs.progress('run-1')).toMatchObject({ visitsPlanned: 1, visitsEnded: 1, unscored: 0, hits: 1 })
  })

  it('withdraws a hit that a closer look clears', async () => {
    const visit = await visited(aListing({ id: 'fake' }), 'visited')
    expect(await scoreVisit(visit.id, hitsWith([]))).toEqual({ run: 'run-1', hits: 0, visits: [] })
    expect(await store.hits.load(hitId('fake'))).toMatchObject({ state: 'withdrawn' })
    expect(await store.runs.progress('run-1')).toMatchObject({ hits: 0 })
  })

  it('says since when a listing was gone, and changes nothing the second time', async () => {
    const visit = await visited(null, 'gone')
    const again = { visit, end: { state: 'visited' as const }, detail: fake, now: at(5) }
    expect(await store.visits.save(again)).toEqual({ saved: false })
    expect(await store.hits.load(hitId('fake'))).toMatchObject({ goneAt: at(1), state: 'open' })
  })

  it('is not planned again on the next run when it was read and nothing changed', async () => {
    await visited(fake, 'visited')
    const next = await seen(store, { run: 'run-2', minute: 60, listings: [fake], score: fakes })
    expect(next.scored?.visits).toEqual([])
  })

  it.each([
    ['it could not be read', 'blocked', fake],
    ['it was gone and is shown again', 'gone', fake],
    ['its price changed since', 'visited', { ...fake, price: { amount: '5.00', currency: 'USD' } }],
  ] as const)('is planned again on the next run when %s', async (_why, state, listing) => {
    await visited(state === 'visited' ? fake : null, state)
    const next = await seen(store, { run: 'run-2', minute: 60, listings: [listing], score: fakes })
    expect(next.scored?.visits).toMatchObject([{ run: 'run-2', listing: 'fake' }])
  })
})

describe('a decided hit on the next run', () => {
  const decide = async () => {
    await seen(store, { run: 'run-1', minute: 0, listings: [fake], score: fakes })
    await store.decisions.decide({ id: 'd1', hit: hitId('fake'), verdict: 'counterfeit', user: 'ann', now: at(5) })
  }
  const next = (listing: typeof fake) => seen(store, { run: 'run-2', minute: 60, listings: [listing], score: fakes })

  it('stays decided when nothing changed, is counted in the run, and is not visited', async () => {
    await decide()
    expect((await next(fake)).scored).toEqual({ run: 'run-2', hits: 1, visits: [] })
    expect(await store.hits.load(hitId('fake'))).toMatchObject({
      state: 'decided',
      verdict: 'counterfeit',
      run: 'run-2',
    })
  })

  it('comes back when it changed and says what, with the verdict that it had', async () => {
    await decide()
    await next({ ...fake, price: { amount: '5.00', currency: 'USD' } })
    expect(await store.hits.load(hitId('fake'))).toMatchObject({
      ...{ state: 'open', verdict: 'counterfeit', reopenedAt: at(60), decidedAt: at(5), decidedBy: 'ann' },
      changes: [{ field: 'price', before: '9.99 USD', after: '5.00 USD' }],
    })
  })

  it('stays with the newest run when an older one is scored late', async () => {
    await seen(store, { run: 'run-2', minute: 60, listings: [fake], score: fakes })
    await seen(store, { run: 'run-1', minute: 0, listings: [fake], score: fakes })
    expect(await store.hits.load(hitId('fake'))).toMatchObject({ run: 'run-2' })
  })
})
