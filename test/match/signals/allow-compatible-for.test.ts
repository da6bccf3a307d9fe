import { describe, expect, it } from 'vitest'
import { halvard, seen, wordsSeen } from '../matched.ts'

const buds = halvard({}, { name: 'Halvard Buds', category: 'earphones', models: ['BudsPro'] })

describe('allow.compatible-for: goods for the brand’s product, which say so', () => {
  it.each([
    ['Silicone case for Halvard BudsPro', 'for'],
    ['Case compatible with Halvard BudsPro', 'compatible with'],
    ['Hülle kompatibel mit BudsPro', 'kompatibel'],
    ['Чехол для Halvard BudsPro', 'для'],
    ['BudsPro 保护套 适用', '适用'],
    ['BudsPro ケース 対応', '対応'],
    ['BudsPro 케이스 호환', '호환'],
    ['BudsPro uyumlu kılıf', 'uyumlu'],
    ['Halvard BudsPro用 イヤーピース', '用'],
    ['Earphones, alternative to Halvard BudsPro', 'alternative to'],
  ])('%s: sees “%s”', (title, words) => {
    expect(wordsSeen('allow.compatible-for', { title }, { watch: buds })).toBe(words)
  })

  it('is an accessory whose title names the product’s kind too', () => {
    const title = 'Charging dock for Halvard BudsPro earphones'
    const price = { amount: '9', currency: 'USD' }
    expect(seen('allow.compatible-for', { title }, { watch: buds })).toHaveLength(1)
    expect(seen('price.extreme', { title, price }, { watch: buds })).toEqual([])
  })

  it('is an accessory without a word', () => {
    expect(seen('allow.compatible-for', { title: 'Halvard BudsPro silicone cover' }, { watch: buds })).toHaveLength(1)
  })

  it.each([
    ['Halvard BudsPro earphones', 'the product'],
    ['Halvard BudsPro earphones, gift for mother', 'for somebody'],
  ])('%s: nothing (%s)', (title) => {
    expect(seen('allow.compatible-for', { title }, { watch: buds })).toEqual([])
  })

  it('counts only “compatible”, not “for”, in the watched category itself', () => {
    const inCategory = (title: string) =>
      seen('allow.compatible-for', { title, category: 'earphones' }, { watch: buds })
    expect(inCategory('Earphones compatible with BudsPro')).toHaveLength(1)
    expect(inCategory('Earphones for Halvard BudsPro')).toEqual([])
  })
})
