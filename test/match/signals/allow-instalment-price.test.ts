import { describe, expect, it } from 'vitest'
import { seen, wordsSeen } from '../matched.ts'

describe('allow.instalment-price: the price shown is one instalment', () => {
  it.each([
    ['Halvard tênis 10x sem juros', 'sem juros'],
    ['Halvard shoes, monthly payments', 'monthly payments'],
  ])('%s: sees “%s”, which lowers', (title, words) => {
    expect(wordsSeen('allow.instalment-price', { title })).toBe(words)
    expect(seen('allow.instalment-price', { title })[0]!.weight).toBeLessThan(0)
  })

  it.each([['Halvard shoes', 'the whole price']])('%s: nothing (%s)', (title) => {
    expect(seen('allow.instalment-price', { title })).toEqual([])
  })
})
