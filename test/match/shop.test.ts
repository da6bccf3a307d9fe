import { describe, expect, it } from 'vitest'
import { type ShopPoint, shopPointOf, shopsOf } from '../../src/match/shop.ts'
import type { Listing } from '../../src/model/listing.ts'
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

const hitsOf = (listings: readonly Listing[]): number => {
  const points = shipped.score(halvard(), listings).map((scored, at) => shopPointOf(listings[at]!, 'Halvard', scored))
  const shopOf = shopsOf(points.filter((one): one is ShopPoint => one !== null))
  const before = { points: [], recordOf: () => null, copiesOf: () => [], shopOf }
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
    const points = shipped
      .score(halvard(), listings)
      .map((scored, at) => shopPointOf(listings[at]!, 'Halvard', scored)!)
    expect(shopsOf(points)(listings[0]!)).toEqual({
      ...{ kind: 'shop', listings: 8, hits: 0, low: 8, brands: 1, atOnePrice: 8 },
    })
  })
})
