import { describe, expect, it } from 'vitest'
import { seen } from '../matched.ts'

const title = 'Deposit link, hidden link, message for logo'

describe('category.mismatch, medium: hidden in a category where the mark is not looked for', () => {
  it('is evasive wording in another category', () => {
    expect(seen('category.mismatch', { title, category: 'phone cases' })).toHaveLength(1)
  })

  it('is not the watched category, and not honest goods of another', () => {
    expect(seen('category.mismatch', { title, category: 'footwear' })).toEqual([])
    expect(seen('category.mismatch', { title: 'Halvard phone case', category: 'phone cases' })).toEqual([])
  })
})
