import { describe, expect, it } from 'vitest'
import { seen, wordsSeen } from '../matched.ts'

describe('allow.lookalike-unbranded: no mark, and no promise of one', () => {
  it.each([
    ['Trail shoes, unbranded', 'unbranded'],
    ['Schuhe ohne Logo', 'ohne Logo'],
  ])('%s: sees “%s”, which lowers', (title, words) => {
    expect(wordsSeen('allow.lookalike-unbranded', { title })).toBe(words)
    expect(seen('allow.lookalike-unbranded', { title })[0]!.weight).toBeLessThan(0)
  })

  it.each([
    ['Halvard shoes', 'says nothing of marks'],
    ['Shoes no logo in picture, message for logo', 'promises the mark'],
  ])('%s: nothing (%s)', (title) => {
    expect(seen('allow.lookalike-unbranded', { title })).toEqual([])
  })
})
