import { describe, expect, it } from 'vitest'
import { seen } from '../matched.ts'

describe('seller.new, weak: fewer than ten ratings on a retail marketplace', () => {
  it.each([
    ['amazon', 9, 1],
    ['amazon', 10, 0],
    ['vinted', 0, 0],
    ['kleinanzeigen', 0, 0],
  ])('%s, %d ratings: seen %d times', (marketplace, sellerRatings, times) => {
    expect(seen('seller.new', { marketplace, sellerRatings })).toHaveLength(times)
  })

  it.each([
    [{ ratings: 9 }, 1],
    [{ ratings: 10, rating: 4.9 }, 0],
  ])('a seller with %o: seen %d times', (seller, times) => {
    expect(seen('seller.new', { marketplace: 'amazon', seller: { name: 'shoe-shop', ...seller } })).toHaveLength(times)
  })

  it('is not known where no ratings are shown', () => {
    expect(seen('seller.new', {})).toEqual([])
  })
})
