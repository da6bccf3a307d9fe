import { describe, expect, it } from 'vitest'
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
