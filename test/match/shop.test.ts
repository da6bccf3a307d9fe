import { describe, expect, it } from 'vitest'
import { shopsOf } from '../../src/match/shop.ts'
import type { Listing } from '../../src/model/listing.ts'
import type { SeenBefore, ShopPoint } from '../../src/model/seen-before.ts'
import { anHonestListing, halvard, shipped } from './matched.ts'

const titles = ['red', 'blue', 'sand', 'black', 'white', 'green', 'grey', 'pink', 'lime'].map(
  (one) => `Halvard shoes ${one}`,
)

/** A shop's listings; `ask` makes each price from its place. */
const aShop = (ask: (at: number) => string, given: Partial<Listing> = {}): Listing[] =>
  titles.map((title, at) =>
    anHonestListing({
      id: `${at}`,
      title,
      price: { amount: ask(at), currency: 'USD' },
      seller: { name: 'Neat Shop' },
      ...given,
    }),
  )

const nothing = { points: [], recordOf: () => null, copiesOf: () => [] }
const pointsOf = (listings: readonly Listing[], before: SeenBefore = nothing): ShopPoint[] =>
  shipped.score(halvard(), listings, undefined, before).flatMap(({ shopPoint }) => shopPoint ?? [])

const hitsOf = (listings: readonly Listing[]): number => {
  const before = { ...nothing, shopOf: shopsOf(pointsOf(listings)) }
  return shipped.score(halvard(), listings, undefined, before).filter(({ isHit }) => isHit).length
}

describe('a shop’s other listings (seller.shop-pattern)', () => {
  it('at one price for different products, far below the official one, make its neat names hits', () => {
    expect(hitsOf(aShop(() => '42'))).toBe(titles.length)
  })

  it('that say they are copies lift the one that does not', () => {
    const listings = aShop(() => '119').map((one, at) => (at > 0 ? { ...one, title: `${one.title} replica 1:1` } : one))
    expect(hitsOf(listings)).toBe(titles.length)
  })

  it.each<[string, Listing[]]>([
    ['low prices that differ, of one brand: a sale', aShop((at) => `${50 + at}`)],
    ['usual prices', aShop(() => '119')],
    ['used pieces', aShop(() => '42', { condition: 'Pre-Owned' })],
    ['three listings', aShop(() => '42').slice(0, 3)],
    ['sellers without a name', aShop(() => '42', { seller: null })],
  ])('say nothing of %s', (_, listings) => {
    expect(hitsOf(listings)).toBe(0)
  })

  it('say what they stand on, of the others only', () => {
    const listings = aShop(() => '42')
    expect(shopsOf(pointsOf(listings))(listings[0]!)).toEqual({
      ...{ kind: 'shop', listings: 8, hits: 0, low: 8, brands: 1, atOnePrice: 8 },
    })
  })

  it('are hits by what they say themselves, never by the shop they make one', () => {
    const listings = aShop(() => '42')
    const known = { ...nothing, shopOf: shopsOf(pointsOf(listings)) }
    expect(pointsOf(listings, known)).toEqual(pointsOf(listings))
  })

  it('are asked for only where something is known beyond a batch', () => {
    expect(
      shipped
        .score(
          halvard(),
          aShop(() => '42'),
        )
        .filter(({ shopPoint }) => shopPoint),
    ).toEqual([])
  })
})
