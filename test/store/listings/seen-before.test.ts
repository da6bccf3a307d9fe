import { beforeEach, describe, expect, it } from 'vitest'
import type { Verdict } from '../../../src/model/hit.ts'
import type { Listing } from '../../../src/model/listing.ts'
import type { PricePoint, SeenBefore, ShopPoint } from '../../../src/model/seen-before.ts'
import { textSignature, textSimilarity } from '../../../src/model/text-signature.ts'
import type { Watch } from '../../../src/model/watch.ts'
import { derivedId } from '../../../src/store/storable.ts'
import type { Store } from '../../../src/store/store.ts'
import { aListing, aSearch, aWatch } from '../../builders.ts'
import { query } from '../database.ts'
import { eachWithStore } from '../each-with-store.ts'
import { anId, someHashes } from '../pictures/pictured.ts'
import { at, hitsWith, type Scorer, savePage, seen } from '../visits/on-the-way.ts'

let store: Store
let url: string
eachWithStore((given) => {
  ;({ store, url } = given)
})

let runs = 0

/** What the scorer is handed for these listings; `points` are what it says that they ask. */
async function handed(listings: Listing[], points: Partial<PricePoint>[] = []): Promise<SeenBefore> {
  let before: SeenBefore | null = null
  const scorer: Scorer = (watch, batch, _pictures, known) => {
    before = known
    return hitsWith(['1:1'])(watch, batch).map((scored) => {
      const point = points.find(({ id }) => id === scored.id)
      return point ? { ...scored, pricePoint: aPoint(point) } : scored
    })
  }
  runs += 1
  await seen(store, { run: `run-${runs}`, minute: runs, listings, score: scorer })
  return before!
}

const aPoint = (given: Partial<PricePoint>): PricePoint => ({
  ...{ marketplace: 'bazaar', id: 'l1', product: 'Halvard Trail Runner', currency: 'USD', perPiece: 100 },
  ...{ isAuthorised: false },
  ...given,
})

async function decided(listing: Listing, verdict: Verdict, minute = 30, secondLook = false): Promise<string> {
  const user = await store.users.ensure('ann', 'reviewer', at(0))
  const hit = derivedId('halvard', listing.marketplace, listing.id)
  const id = `d-${listing.id}-${minute}`
  const now = at(minute)
  expect(await store.decisions.decide({ id, hit, verdict, user: user.id, now, secondLook })).toEqual({ kind: 'saved' })
  return id
}

describe('the other listings of a shop', () => {
  const shown = (id: string, seller: Listing['seller'] = { id: 's1', name: 'Neat Shop' }) =>
    aListing({ id, title: `Halvard shoes ${id}`, seller })
  const point = (id: string, given: Partial<ShopPoint> = {}): ShopPoint => ({
    ...{ marketplace: 'bazaar', id, shop: 's1', brand: 'Halvard', isHit: false, isLow: true, price: '42 USD' },
    ...{ title: `Halvard shoes ${id}`, ...given },
  })
  /** What the scorer is told of the shop of `asked`, once a run has shown these. */
  async function shopOf(points: ShopPoint[], asked = shown('asked')) {
    const listings = points.map(({ id, shop }) => shown(id, shop === 's1' ? undefined : { id: shop }))
    const scorer: Scorer = (watch, batch) =>
      hitsWith([])(watch, batch).map((scored) => {
        const own = points.find(({ id }) => id === scored.id)
        return own ? { ...scored, shopPoint: own } : scored
      })
    runs += 1
    await seen(store, { run: `run-${runs}`, minute: runs, listings, score: scorer })
    return (await handed([asked])).shopOf?.(asked) ?? null
  }

  it('are counted: hits by what they say, low prices, brands, and how many ask one price', async () => {
    const points = [
      point('a', { isHit: true }),
      point('b'),
      point('c', { price: '50 USD' }),
      point('d', { isLow: false }),
    ]
    const expected = { kind: 'shop', listings: 4, hits: 1, low: 3, brands: 1, atOnePrice: 2 }
    expect(await shopOf([...points, point('elsewhere', { shop: 's2' })])).toEqual(expected)
  })

  it('never count the listing itself', async () => {
    const points = [point('asked', { isHit: true }), point('a', { isHit: true })]
    expect(await shopOf(points)).toMatchObject({ listings: 1, hits: 1 })
  })

  it('are none that the same run has shown: a score does not depend on which of its pages came first', async () => {
    runs += 1
    const run = `run-${runs}`
    const [first, second] = [aSearch({ run }), aSearch({ run, keyword: 'another' })]
    await store.runs.plan({ id: run, watch: first.watch, trigger: 'schedule' }, [first, second], at(runs))
    let before: SeenBefore | null = null
    for (const [search, id] of [
      [first, 'a'],
      [second, 'asked'],
    ] as const) {
      await savePage(store, search, [shown(id)], runs)
      const scorer: Scorer = (watch, batch, _pictures, known) => {
        before = known
        return hitsWith([])(watch, batch).map((scored) => ({ ...scored, shopPoint: point(id, { isHit: true }) }))
      }
      await store.matching.scoreBatch({ of: 'search', id: search.id }, scorer, 'm1', at(runs))
    }
    expect(before!.shopOf?.(shown('asked'))).toBeNull()
    expect((await handed([shown('asked')])).shopOf?.(shown('asked'))).toMatchObject({ listings: 1, hits: 1 })
  })

  it('are none in a shop without others, and without a seller', async () => {
    expect(await shopOf([point('asked')])).toBeNull()
    expect(await shopOf([point('a')], shown('asked', null))).toBeNull()
  })
})

describe('the record of a seller', () => {
  const fake = (id: string, seller: Listing['seller'] = { id: 's1', name: 'Shoe Corner' }) =>
    aListing({ id, title: `Halvard 1:1 ${id}`, seller })
  const other = fake('other')
  const recordOf = async (listing = other) => (await handed([listing])).recordOf(listing)

  it('counts other listings that were decided counterfeit and allowed, and says since when', async () => {
    await handed(['a', 'b', 'c', 'd'].map((id) => fake(id)))
    await decided(fake('b'), 'counterfeit', 40)
    await decided(fake('a'), 'counterfeit', 90)
    await decided(fake('c'), 'allowed')
    await decided(fake('d'), 'unsure')
    const expected = { kind: 'seller-record', counterfeit: 2, allowed: 1, since: '2026-11-01', by: 'id' }
    expect(await recordOf()).toEqual(expected)
    expect(await recordOf(fake('a'))).toEqual({ ...expected, counterfeit: 1 })
  })

  it('is none without a counterfeit verdict, and none of the listing’s own', async () => {
    await handed([fake('a'), fake('b')])
    await decided(fake('a'), 'counterfeit')
    expect(await recordOf(fake('a'))).toBeNull()
    await decided(fake('b'), 'allowed')
    expect(await recordOf(fake('a'))).toBeNull()
  })

  it('forgets a verdict that is taken back', async () => {
    await handed([fake('a')])
    const decision = await decided(fake('a'), 'counterfeit')
    const user = await store.users.ensure('ann', 'reviewer', at(0))
    await store.decisions.undo(decision, user.id, at(31))
    expect(await recordOf()).toBeNull()
  })

  it('leaves out a verdict that two reviewers do not agree about', async () => {
    await handed([fake('a')])
    await decided(fake('a'), 'counterfeit', 30, true)
    expect(await recordOf()).toMatchObject({ counterfeit: 1 })
    const bob = await store.users.ensure('bob', 'reviewer', at(0))
    const hit = derivedId('halvard', 'bazaar', 'a')
    await store.decisions.decide({ id: 'second', hit, verdict: 'allowed', user: bob.id, now: at(40) })
    expect(await recordOf()).toBeNull()
  })

  it.each<[string, Listing['seller'], Listing['seller'], string | null]>([
    ['the same id under another name', { id: 's1', name: 'Old' }, { id: 's1', name: 'New' }, 'id'],
    ['the same name with another id', { id: 's1', name: 'Shoes' }, { id: 's2', name: 'Shoes' }, null],
    ['the same name where there is no id', { name: 'Shoe  Corner' }, { name: 'shoe corner' }, 'name'],
    ['the same name where one has an id', { id: 's1', name: 'Shoes' }, { name: 'Shoes' }, 'name'],
    ['no seller', null, null, null],
  ])('knows a seller again: %s', async (_, before, now, by) => {
    await handed([fake('a', before)])
    await decided(fake('a', before), 'counterfeit')
    expect((await recordOf(fake('other', now)))?.by ?? null).toBe(by)
  })

  it('is of one marketplace', async () => {
    await handed([fake('a')])
    await decided(fake('a'), 'counterfeit')
    expect(await recordOf({ ...other, marketplace: 'ebay' })).toBeNull()
  })
})

describe('what others ask', () => {
  const unpriced: Watch = aWatch({ products: [{ name: 'Halvard Trail Runner', prices: [], models: [] }] })
  beforeEach(() => store.watches.save(unpriced, true, at(0)))
  const listing = (id: string) => aListing({ id, title: `Halvard ${id === 'fake' ? '1:1' : id}` })
  const idsOf = async (shown = aListing({ id: 'new' })) => (await handed([shown])).points.map(({ id }) => id).sort()

  it('is kept of each batch and handed to the next', async () => {
    expect((await handed([listing('a')], [{ id: 'a', perPiece: 59.5, product: null }])).points).toEqual([])
    const { points } = await handed([listing('b')])
    expect(points).toEqual([aPoint({ id: 'a', perPiece: 59.5, product: null })])
  })

  it('is replaced when the listing asks something else, and gone when it no longer tells', async () => {
    await handed([listing('a'), listing('b')], [{ id: 'a' }, { id: 'b' }])
    await handed([listing('a'), listing('b')], [{ id: 'a', perPiece: 80 }])
    expect((await handed([listing('c')])).points).toEqual([aPoint({ id: 'a', perPiece: 80 })])
  })

  it('leaves out what was decided counterfeit, what is old, and other currencies', async () => {
    await handed([listing('fake'), listing('old'), listing('a')], [{ id: 'fake' }, { id: 'old' }, { id: 'a' }])
    expect(await idsOf()).toEqual(['a', 'fake', 'old'])
    await decided(listing('fake'), 'counterfeit')
    await query(url, `update price_points set seen_at = '2026-08-01' where listing_id = 'old'`)
    expect(await idsOf()).toEqual(['a'])
    expect(await idsOf(aListing({ id: 'new', price: { amount: '9', currency: 'EUR' } }))).toEqual([])
  })

  it('is not asked for where every product has an official price', async () => {
    await handed([listing('a')], [{ id: 'a' }])
    await store.watches.save(aWatch(), true, at(0))
    expect(await idsOf()).toEqual([])
  })
})

describe('a copy on another kind of market', () => {
  const title = 'Breathable knitted runner with a lugged sole for wet rock, plain box, sizes 36 to 46'
  const on = (marketplace: string, id: string, given: Partial<Listing> = {}) =>
    aListing({ marketplace, id, title: `Halvard ${id}`, images: [`http://x/${id}.jpg`], ...given })
  const price = { amount: '4.20', currency: 'USD' }
  const copiesOf = async (listing: Listing) => (await handed([listing])).copiesOf(listing)

  it('is found by its title and by its description, whichever was seen first', async () => {
    await handed([on('alibaba', 'w1', { title: `${title}!`, price })])
    const description = `${title}. Two pairs of laces; wash by hand, dry in the shade. Ask for the size chart before you buy.`
    await handed([on('dhgate', 'w2', { description })])
    const retail = on('ebay', 'r1', { title, description: `${description} Thanks!` })
    const copies = await copiesOf(retail)
    expect(copies.map(({ marketplace, id, by }) => [marketplace, id, by]).sort()).toEqual([
      ['alibaba', 'w1', 'title'],
      ['dhgate', 'w2', 'description'],
    ])
    expect(copies.find(({ id }) => id === 'w1')).toMatchObject({ kind: 'copy', price, similarity: 1 })
    expect(await copiesOf(on('alibaba', 'w1', { title }))).toMatchObject([
      { marketplace: 'ebay', id: 'r1', by: 'title' },
    ])
  })

  it.each([
    ['the same kind of market', on('etsy', 'r2', { title })],
    ['another text', on('alibaba', 'w3', { title: 'Turned oak table lamp with a linen shade, cable of two metres' })],
  ])('is not what is on %s', async (_, other) => {
    await handed([other])
    expect(await copiesOf(on('ebay', 'r1', { title }))).toEqual([])
  })

  it('is not a short title, which many have', async () => {
    await handed([on('alibaba', 'w1', { title: 'Halvard Trail Runner shoes' })])
    expect(await copiesOf(on('ebay', 'r1', { title: 'Halvard Trail Runner shoes' }))).toEqual([])
  })

  async function pictured(listing: Listing, letter: string, turned: number): Promise<Listing> {
    await handed([listing])
    await store.pictures.save({
      ...{ marketplace: listing.marketplace, listing: listing.id, position: 0, url: listing.images[0]!, now: at(0) },
      ...{ sha256: anId(letter), hashes: someHashes(1, turned), why: null },
    })
    return listing
  }

  it('is found by its picture, saved anew', async () => {
    await pictured(on('1688', 'w1', { price }), 'a', 3)
    await pictured(on('etsy', 'r2'), 'b', 0)
    const retail = await pictured(on('ebay', 'r1'), 'c', 0)
    expect(await copiesOf(retail)).toMatchObject([{ by: 'picture', marketplace: '1688', id: 'w1', price }])
  })

  it('is not what an authorised seller shows too', async () => {
    await store.watches.save(aWatch({ authorisedSellers: ['Northgear'] }), true, at(0))
    await pictured(on('1688', 'w1', { title }), 'a', 3)
    const retail = await pictured(on('ebay', 'r1', { title }), 'c', 0)
    expect(await copiesOf(retail)).toHaveLength(1)
    await pictured(on('ebay', 'shop', { title, seller: { id: 's9', name: 'NORTHGEAR' } }), 'd', 1)
    expect(await copiesOf(retail)).toEqual([])
  })

  it('is still one where an authorised seller’s text is only partly alike', async () => {
    await store.watches.save(aWatch({ authorisedSellers: ['Northgear'] }), true, at(0))
    const partly = `${title}, with a spare pair of laces`
    const [one, other] = [textSignature(title, 40)!, textSignature(partly, 40)!]
    expect(one.bands.filter((band) => other.bands.includes(band))).not.toEqual([])
    expect(textSimilarity(one.signature, other.signature)).toBeLessThan(0.8)
    await handed([on('alibaba', 'w1', { title })])
    await handed([on('ebay', 'shop', { title: partly, seller: { id: 's9', name: 'Northgear' } })])
    expect(await copiesOf(on('ebay', 'r1', { title }))).toMatchObject([{ id: 'w1', by: 'title' }])
  })
})

describe('the indexes by band', () => {
  it('are written at once: the planner reads the whole table where entries wait in a list', async () => {
    const rows = await query<{ name: string; options: string[] | null }>(
      url,
      `select c.relname as name, c.reloptions as options from pg_class c join pg_am a on a.oid = c.relam
       where a.amname = 'gin' order by 1`,
    )
    expect(rows).toEqual([
      { name: 'listing_texts_by_band', options: ['fastupdate=off'] },
      { name: 'picture_hashes_by_band', options: ['fastupdate=off'] },
    ])
  })
})
