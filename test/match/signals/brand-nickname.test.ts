import { describe, expect, it } from 'vitest'
import { halvard, seen, wordsSeen } from '../matched.ts'

describe('brand.nickname, medium: a nickname that the watch marks as one', () => {
  it.each([
    ['鹿牌 运动鞋', '鹿牌'],
    ['stagmark shoes', 'stagmark'],
  ])('%s: sees %s', (title, nickname) => {
    expect(wordsSeen('brand.nickname', { title }, { watch: halvard({ aliases: [], nicknames: [nickname] }) })).toBe(
      nickname,
    )
  })

  it('is no alias, whatever it looks like: an alias is a name', () => {
    const watch = halvard({ brand: 'Halvard Peak', aliases: ['HP', '哈尔瓦德', '鹿牌', 'stagmark'] })
    expect(seen('brand.nickname', { title: 'HP stagmark shoes 哈尔瓦德 鹿牌' }, { watch })).toEqual([])
    expect(seen('brand.exact', { title: 'stagmark shoes' }, { watch })).toHaveLength(1)
    expect(seen('brand.transliterated', { title: '鹿牌 运动鞋' }, { watch })).toHaveLength(1)
  })

  it('says nothing beside the name', () => {
    const watch = halvard({ nicknames: ['stagmark'] })
    expect(seen('brand.nickname', { title: 'Halvard stagmark shoes' }, { watch })).toEqual([])
  })
})
