import { describe, expect, it } from 'vitest'
import { marketOf, unpriced } from '../market.ts'
import { seen } from '../matched.ts'

describe('price.low, medium: a quarter to half of the official price', () => {
  it.each([
    ['32.24', 0],
    ['32.25', 1],
    ['64.50', 1],
    ['64.51', 0],
  ])('at %s of 129.00: seen %d times', (amount, times) => {
    expect(seen('price.low', { price: { amount, currency: 'USD' } })).toHaveLength(times)
  })

  it('says nothing of a used piece', () => {
    const price = { amount: '50.00', currency: 'USD' }
    expect(seen('price.low', { title: 'Halvard shoes, pre-owned', price })).toEqual([])
  })
})

describe('price.low where the watch has no official price', () => {
  it('is held against what the market asks', () => {
    const points = marketOf([90, 92, 95, 96, 98, 99, 100, 101, 103, 105, 107, 110, 112])
    const price = { amount: '35.00', currency: 'USD' }
    expect(seen('price.low', { price }, { watch: unpriced, points })[0]?.text).toBe(
      '35.00 USD is 35 % of 99.50 USD, the middle of what 14 such listings ask; there is no official price.',
    )
  })

  it('says nothing where prices stand in two groups, as those of pieces and packs do', () => {
    const points = marketOf([30, 31, 32, 33, 34, 35, 36, 90, 92, 95, 96, 98, 99, 100])
    expect(seen('price.low', { price: { amount: '33.00', currency: 'USD' } }, { watch: unpriced, points })).toEqual([])
  })

  it('says nothing of a price that is usual where prices differ much', () => {
    const points = marketOf([20, 30, 36, 43, 52, 62, 75, 90, 108, 129, 155, 186, 220])
    expect(seen('price.low', { price: { amount: '36.00', currency: 'USD' } }, { watch: unpriced, points })).toEqual([])
  })
})
