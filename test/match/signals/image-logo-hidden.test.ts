import { describe, expect, it } from 'vitest'
import { seen } from '../matched.ts'

describe('image.logo-hidden, medium: the mark is blurred or covered in the picture', () => {
  it.each([
    ['hidden', 1],
    ['visible', 0],
    ['absent', 0],
  ] as const)('%s: seen %d times', (logo, times) => {
    expect(seen('image.logo-hidden', {}, { picture: { logo } })).toHaveLength(times)
  })
})
