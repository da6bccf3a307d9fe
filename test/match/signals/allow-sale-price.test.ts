import { describe, expect, it } from 'vitest'
import { seen, wordsSeen } from '../matched.ts'

describe('allow.sale-price: a sale explains a lower price', () => {
  it.each([
    ['Halvard shoes clearance', 'clearance'],
    ['Halvard Schuhe Ausverkauf', 'Ausverkauf'],
    ['Halvard ayakkabı indirim', 'indirim'],
  ])('%s: sees “%s”, which lowers', (title, words) => {
    expect(wordsSeen('allow.sale-price', { title })).toBe(words)
    expect(seen('allow.sale-price', { title })[0]!.weight).toBeLessThan(0)
  })

  it.each([['Halvard shoes for salem', 'a part of a word']])('%s: nothing (%s)', (title) => {
    expect(seen('allow.sale-price', { title })).toEqual([])
  })
})
