import { describe, expect, it } from 'vitest'
import { seen, wordsSeen } from '../matched.ts'

describe('brand.model, a link: a model beside the brand’s name', () => {
  it('names the model', () => {
    expect(wordsSeen('brand.model', { title: 'Halvard TR900 shoes' })).toBe('TR900')
  })

  it('says nothing when the brand is not named', () => {
    expect(seen('brand.model', { title: 'TR900 shoes' })).toEqual([])
  })
})
