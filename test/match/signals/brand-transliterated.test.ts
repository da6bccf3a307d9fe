import { describe, expect, it } from 'vitest'
import { halvard, seen, wordsSeen } from '../matched.ts'

describe('brand.transliterated, weak: the brand’s name in another script', () => {
  it.each([
    ['халвард кроссовки', 'халвард'],
    ['ハルヴァード スニーカー', 'ハルヴァード'],
  ])('%s: sees the alias “%s”', (title, words) => {
    expect(wordsSeen('brand.transliterated', { title })).toBe(words)
  })

  it.each([
    ['Kestamor', 'кестамор кроссовки', 'кестамор'],
    ['Kestamor', 'ケスタモル 靴', 'ケスタモル'],
    ['Kestamor', '케스타모르 신발', '케스타모르'],
    ['Kestamor', 'كستامور حذاء', 'كستامور'],
    ['Velda Norrin', 'велда норрин сумка обувь', 'велда норрин'],
  ])('%s in “%s” is heard without an alias', (brand, title, words) => {
    expect(wordsSeen('brand.transliterated', { title }, { watch: halvard({ brand, aliases: [] }) })).toBe(words)
  })

  it.each([['кастрюля новая'], ['костюм мужской'], ['コスチューム 新品']])('%s is another word', (title) => {
    expect(seen('brand.transliterated', { title }, { watch: halvard({ brand: 'Kestamor', aliases: [] }) })).toEqual([])
  })

  it('does not make a listing suspect by itself', () => {
    expect(seen('brand.obfuscated', { title: 'халвард кроссовки' })).toEqual([])
  })
})
