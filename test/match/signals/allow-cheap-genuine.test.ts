import { describe, expect, it } from 'vitest'
import { seen, wordsSeen } from '../matched.ts'

const cheap = { price: { amount: '18.00', currency: 'USD' } }

describe('allow.cheap-genuine, lowers: a cheap product of the brand itself', () => {
  it.each([
    ['Halvard gift card', 'gift card'],
    ['Halvard Geschenkkarte 25 €', 'Geschenkkarte'],
    ['Halvard budget line shoes', 'budget line'],
    ['Подарочная карта Halvard', 'Подарочная карта'],
    ['Halvard ギフトカード', 'ギフトカード'],
  ])('%s: sees “%s”', (title, words) => {
    expect(wordsSeen('allow.cheap-genuine', { title, ...cheap })).toBe(words)
  })

  it('says that the price of another kind of the brand’s goods is not held against the watched one’s', () => {
    expect(seen('allow.cheap-genuine', { title: 'Halvard crew socks', ...cheap })[0]?.text).toBe(
      'Another kind of goods (socks): 18.00 USD is not held against 129.00 USD.',
    )
  })

  it.each([
    ['Halvard trail shoes', cheap, 'the watched goods'],
    ['Halvard crew socks', { price: { amount: '99.00', currency: 'USD' } }, 'a price that is not low'],
    ['Gift card', cheap, 'no link to the brand'],
  ])('%s %o: nothing (%s)', (title, price) => {
    expect(seen('allow.cheap-genuine', { title, ...price })).toEqual([])
  })
})
