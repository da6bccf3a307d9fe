import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { marketPrices } from '../../src/match/market-price.ts'
import type { PricePoint } from '../../src/model/seen-before.ts'

const points = (prices: readonly number[], given: Partial<PricePoint> = {}): PricePoint[] =>
  prices.map((perPiece, at) => ({
    ...{ marketplace: 'ebay', id: `${given.isAuthorised ? 'a' : 'l'}${at}`, product: 'Trail Runner', currency: 'EUR' },
    ...{ perPiece, isAuthorised: false },
    ...given,
  }))
const asked = (all: readonly PricePoint[]) => marketPrices(all)('Trail Runner', 'EUR')

/** Around 100, as shops ask. */
const shops = [79, 85, 89, 92, 95, 99, 99, 105, 109, 110, 115, 119, 125]
const copies = [15, 16, 18, 18, 19, 20, 21, 22, 24]

describe('what the market asks', () => {
  it('is the middle of at least twelve listings', () => {
    expect(asked(points(shops))).toEqual({
      ...{ kind: 'market-price', currency: 'EUR', median: '99.00', listings: 13, all: 13, of: 'all', spread: 0.156 },
    })
    expect(asked(points(shops.slice(0, 11)))).toBeNull()
  })

  it('is not moved by a price that stands for nothing', () => {
    expect(Number(asked(points([...shops, 9_999, 0.01]))!.median)).toBeCloseTo(99, 0)
  })

  it.each([
    ['a third', copies.slice(0, 7)],
    ['two fifths', copies],
    ['more than half', [...copies, ...copies.map((price) => price + 0.5)]],
  ])('is that of the dearer group where copies are %s of the listings, and says so', (_, cheap) => {
    const market = asked(points([...shops, ...cheap]))!
    expect(market).toMatchObject({ of: 'upper', listings: 13, all: 13 + cheap.length, median: '99.00' })
  })

  it('is not that of a few dear ones', () => {
    expect(asked(points([...shops, 400, 420, 450]))).toMatchObject({ of: 'all' })
  })

  it('is what authorised sellers ask, where four do', () => {
    const authorised = points([120, 129, 129, 135], { isAuthorised: true })
    expect(asked([...points(copies), ...authorised])).toMatchObject({ of: 'authorised', median: '129.00', listings: 4 })
    expect(asked(authorised)).toMatchObject({ of: 'authorised' })
  })

  it('is nothing where prices have nothing to do with one another', () => {
    expect(asked(points([2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096, 8_192]))).toBeNull()
  })

  it('is nothing where the dearer group is none of one kind', () => {
    expect(asked(points([...copies, 60, 75, 90, 120, 160, 200, 260, 340, 420]))).toBeNull()
  })

  it('is asked for each product and currency alone', () => {
    const market = marketPrices([...points(shops), ...points(copies, { currency: 'USD' })])
    expect(market('Trail Runner', 'USD')).toBeNull()
    expect(market('Other', 'EUR')).toBeNull()
    expect(market(null, 'EUR')).toBeNull()
  })

  it('counts a listing once, as it stands last', () => {
    const twice = [...points(shops.map((price) => 10 * price)), ...points(shops)]
    expect(asked(twice)).toMatchObject({ all: 13, median: '99.00' })
  })

  it('lies within what is asked, is the same in any order, and grows with it', () => {
    const some = fc.array(fc.double({ min: 0.5, max: 5_000, noNaN: true }), { minLength: 12, maxLength: 60 })
    fc.assert(
      fc.property(some, fc.integer({ min: 2, max: 9 }), (prices, factor) => {
        const market = asked(points(prices))
        expect(asked(points(prices).toReversed())).toEqual(market)
        if (!market) return
        expect(Number(market.median)).toBeGreaterThanOrEqual(Math.min(...prices) - 0.01)
        expect(Number(market.median)).toBeLessThanOrEqual(Math.max(...prices) + 0.01)
        const grown = asked(points(prices.map((price) => price * factor)))
        expect(Math.abs(Number(grown?.median) - factor * Number(market.median))).toBeLessThan(0.01 * factor + 0.01)
      }),
    )
  })
})
