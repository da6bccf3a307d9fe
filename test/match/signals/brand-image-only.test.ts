import { describe, expect, it } from 'vitest'
import { seen } from '../matched.ts'

describe('brand.image-only, medium: the picture names the brand, the text does not', () => {
  it('is a picture nearly like an official one', () => {
    expect(seen('brand.image-only', { title: 'Trail shoes' }, { picture: { officialSimilarity: 0.9 } })).toHaveLength(1)
  })

  it.each([
    ['Halvard shoes', 0.9, 'the text names it'],
    ['Trail shoes', 0.5, 'the picture is not alike'],
    ['Phone case', 0.9, 'other goods'],
  ])('%s with a picture %d alike: nothing (%s)', (title, officialSimilarity) => {
    expect(seen('brand.image-only', { title }, { picture: { officialSimilarity } })).toEqual([])
  })
})
