import { describe, expect, it } from 'vitest'
import { halvard, seen, wordsSeen } from '../matched.ts'

describe('brand.nickname, medium: a nickname from the watch’s aliases', () => {
  it('is a Chinese alias that has a meaning of its own', () => {
    expect(wordsSeen('brand.nickname', { title: '鹿牌 运动鞋' })).toBe('鹿牌')
  })

  it('is a Latin alias of other letters than the name’s', () => {
    const watch = halvard({ aliases: ['stagmark'] })
    expect(wordsSeen('brand.nickname', { title: 'stagmark shoes' }, { watch })).toBe('stagmark')
  })

  it('is not initials of the name, nor the name spelled by sound', () => {
    const watch = halvard({ brand: 'Halvard Peak', aliases: ['HP', '哈尔瓦德'] })
    expect(seen('brand.nickname', { title: 'HP shoes 哈尔瓦德' }, { watch })).toEqual([])
  })
})
