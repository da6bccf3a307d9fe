import { describe, expect, it } from 'vitest'
import { scoreOf, seen, wordsSeen } from '../matched.ts'

describe('packaging.components, strong: boxes, labels, stickers and cards with the mark', () => {
  it.each([
    ['Halvard hologram stickers', 'hologram stickers'],
    ['Halvard 吊牌 防伪标', '防伪标'],
    ['Halvard Etiketten mit Logo', 'Etiketten mit Logo'],
    ['Halvard printed cartons for repackaging', 'printed cartons for repackaging'],
  ])('%s: sees “%s”', (title, words) => {
    expect(wordsSeen('packaging.components', { title })).toBe(words)
  })

  it('is any packaging of the brand in bulk', () => {
    const price = { amount: '90.00', currency: 'USD', per: 'lot of 100' }
    expect(wordsSeen('packaging.components', { title: 'Halvard shoe boxes', price })).toBe('boxes')
  })

  it('is a hit although packaging is no goods of the brand', () => {
    expect(scoreOf({ title: 'Halvard hologram stickers and labels, 500 pieces' }).isHit).toBe(true)
  })

  it('is not one box of one’s own', () => {
    expect(seen('packaging.components', { title: 'Halvard shoe box' })).toEqual([])
  })

  it('is not packaging that names no watched brand', () => {
    expect(seen('packaging.components', { title: 'Plain shoe boxes wholesale' })).toEqual([])
  })
})
