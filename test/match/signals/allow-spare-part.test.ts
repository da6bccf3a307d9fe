import { describe, expect, it } from 'vitest'
import { seen, wordsSeen } from '../matched.ts'

describe('allow.spare-part: a part of the product, or the product for parts', () => {
  it.each([
    ['Halvard shoes for parts', 'for parts'],
    ['Halvard Ersatzteil', 'Ersatzteil'],
    ['Halvard запчасти', 'запчасти'],
    ['Halvard 片耳', '片耳'],
  ])('%s: sees “%s”, which lowers', (title, words) => {
    expect(wordsSeen('allow.spare-part', { title })).toBe(words)
    expect(seen('allow.spare-part', { title })[0]!.weight).toBeLessThan(0)
  })

  it.each([['Halvard party shoes', 'a part of a word']])('%s: nothing (%s)', (title) => {
    expect(seen('allow.spare-part', { title })).toEqual([])
  })
})
