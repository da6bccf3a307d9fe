import { describe, expect, it } from 'vitest'
import { seen } from '../matched.ts'

describe('image.official-copy, medium: the brand’s own photo on another seller’s listing', () => {
  it.each([
    [0.95, 1],
    [0.94, 0],
  ])('%d alike: seen %d times', (officialSimilarity, times) => {
    expect(seen('image.official-copy', {}, { picture: { officialSimilarity } })).toHaveLength(times)
  })

  it('is right with an authorised seller', () => {
    const seller = { name: 'Northgear' }
    expect(seen('image.official-copy', { seller }, { picture: { officialSimilarity: 1 } })).toEqual([])
  })

  it('is not known without a picture that was looked at', () => {
    expect(seen('image.official-copy', {})).toEqual([])
  })
})
