import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { priceFacts as priceFactsOf } from '../../src/match/price-facts.ts'
import type { ExchangeRates } from '../../src/model/exchange-rates.ts'
import type { Listing } from '../../src/model/listing.ts'
import type { Product } from '../../src/model/watch.ts'
import { aListing } from '../builders.ts'

const rates: ExchangeRates = {
  date: '2026-01-02',
  base: 'EUR',
  perBase: new Map([
    ['EUR', 1],
    ['USD', 1.25],
    ['JPY', 150],
  ]),
}
/** No cheaper kind of goods is named. */
const priceFacts = (listing: Listing, of: Product | null, by: ExchangeRates) =>
  priceFactsOf(listing, of, by, () => null)

const product: Product = {
  name: 'Trail Runner',
  prices: [
    { amount: '100.00', currency: 'EUR' },
    { amount: '130', currency: 'USD' },
  ],
  models: [],
}

describe('a price beside the official one', () => {
  it('uses the official price of the listing’s own currency before any rate', () => {
    expect(priceFacts(aListing({ price: { amount: '65', currency: 'USD' } }), product, rates)).toMatchObject({
      compared: { ratio: 0.5, reference: { kind: 'official', rateDate: null } },
    })
  })

  it('converts by the rates where there is none', () => {
    expect(priceFacts(aListing({ price: { amount: '7500', currency: 'JPY' } }), product, rates)).toMatchObject({
      compared: { ratio: 0.5, reference: { kind: 'official', rateDate: '2026-01-02' } },
    })
  })

  it('takes the upper end, for one piece, unless a least quantity says that it is for one already', () => {
    const ratio = (price: object) =>
      priceFacts(aListing({ price: { amount: '10', currency: 'EUR', ...price } }), product, rates)?.compared?.ratio
    expect(ratio({ max: '40' })).toBe(0.4)
    expect(ratio({ per: 'lot of 5' })).toBe(0.02)
    expect(ratio({ moq: 5 })).toBe(0.1)
  })

  it.each<[Partial<Listing>, string]>([
    [{ price: null }, 'no price'],
    [{ price: { amount: '10', currency: 'XXX' } }, 'an unknown currency'],
    [{ price: { amount: '0', currency: 'EUR' } }, 'a price of nothing'],
  ])('says nothing of %o (%s)', (listing) => {
    expect(priceFacts(aListing(listing), product, rates)?.compared ?? null).toBeNull()
  })

  it('gives a share that is positive and finite for any amounts', () => {
    const amount = fc.tuple(fc.nat(1_000_000), fc.nat(99)).map(([whole, cents]) => `${whole + 1}.${cents}`)
    fc.assert(
      fc.property(amount, amount, (asked, official) => {
        const one = { ...product, prices: [{ amount: official, currency: 'EUR' }] }
        const facts = priceFacts(aListing({ price: { amount: asked, currency: 'USD' } }), one, rates)
        expect(facts?.compared?.ratio).toBeGreaterThan(0)
        expect(Number.isFinite(facts?.compared?.ratio)).toBe(true)
      }),
    )
  })
})
