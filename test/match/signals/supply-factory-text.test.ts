import { describe, expect, it } from 'vitest'
import { seen, wordsSeen } from '../matched.ts'

describe('supply.factory-text, medium: a supplier’s text on a retail listing', () => {
  it.each([
    ['Halvard shoes OEM service accepted', 'OEM service accepted'],
    ['Halvard shoes factory direct', 'factory direct'],
    ['Halvard 运动鞋 一件代发', '一件代发'],
  ])('%s: sees “%s”', (title, words) => {
    expect(wordsSeen('supply.factory-text', { title })).toBe(words)
  })

  it.each([
    ['Halvard shoes from our shop', 'a shop'],
    ['Halvard factory outlet shoes', 'an outlet'],
  ])('%s: sees nothing (%s)', (title) => {
    expect(seen('supply.factory-text', { title })).toEqual([])
  })
})
