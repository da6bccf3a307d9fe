import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { didYouMean, editDistance, suggestion } from '../../src/model/did-you-mean.ts'

const words = ['ebay', 'amazon', 'aliexpress', 'keywords', 'authorised-sellers']

describe('a mistyped word', () => {
  it.each([
    ['ebya', 'ebay'],
    ['Amazon', 'amazon'],
    ['aliexpres', 'aliexpress'],
    ['keyword', 'keywords'],
    ['authorized_sellers', 'authorised-sellers'],
    ['ｅｂａｙ', 'ebay'],
  ])('%s is taken for %s', (typed, meant) => {
    expect(didYouMean(typed, words)).toBe(meant)
  })

  it.each(['', 'walmart', 'x', 'eb', 'a'.repeat(61)])('%j is taken for nothing', (typed) => {
    expect(didYouMean(typed, words)).toBeNull()
    expect(suggestion(typed, words)).toBe('')
  })

  it('looks at two thousand words at the most', () => {
    const many = [...Array.from({ length: 2_000 }, (_, index) => `word-${index}`), 'ebay']
    expect(didYouMean('ebya', many)).toBeNull()
    expect(didYouMean('ebya', many.slice(1))).toBe('ebay')
  })
})

describe('the distance of two words', () => {
  it.each([
    ['ca', 'ac', 1],
    ['kitten', 'sitting', 3],
    ['', 'abc', 3],
    ['abc', 'abc', 0],
  ])('%j to %j is %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance)
  })

  it('is the same both ways, and none only for the same word', () => {
    const word = fc.string({ maxLength: 12 })
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a))
        expect(editDistance(a, b) === 0).toBe(a === b)
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length))
      }),
    )
  })
})
