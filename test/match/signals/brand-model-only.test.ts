import { describe, expect, it } from 'vitest'
import { halvard, seen, wordsSeen } from '../matched.ts'

describe('brand.model-only, medium: a model without the brand’s name', () => {
  it.each([
    ['TR900 shoes', 'TR900'],
    ['TR-900 shoes', 'TR-900'],
    ['tr 900 shoes', 'tr 900'],
  ])('%s: sees “%s”', (title, words) => {
    expect(wordsSeen('brand.model-only', { title })).toBe(words)
  })

  it.each(['Halvard TR900 shoes', 'Халвард TR900 кроссовки', 'ハルヴァード TR900 シューズ'])(
    '%s: the brand is named',
    (title) => {
      expect(seen('brand.model-only', { title })).toEqual([])
    },
  )

  it('takes a model that is an everyday word only beside the brand’s goods', () => {
    const watch = halvard({}, { models: ['Classic'] })
    expect(wordsSeen('brand.model-only', { title: 'Classic trail shoes' }, { watch })).toBe('Classic')
    expect(seen('brand.model-only', { title: 'Classic car poster' }, { watch })).toEqual([])
  })

  it('reads a model that is cut where everybody knows it, beside the brand’s goods alone', () => {
    const watch = halvard({ aliases: ['鹿牌'] }, { models: ['Air Pacer 1'] })
    const words = (title: string) => wordsSeen('brand.model-only', { title }, { watch })
    expect(['AP1 sneakers', 'Pacer 1 sneakers', '鹿1 高帮 球鞋'].map(words)).toEqual(['AP1', 'Pacer 1', '鹿1'])
    expect(['AP1 router', '鹿1 手机'].map(words)).toEqual([null, null])
  })

  it('reads a number behind the model, and a number spelled out', () => {
    const watch = halvard({}, { models: ['Trail Pacer 1', 'BudsPro'] })
    expect(wordsSeen('brand.model-only', { title: 'BudsPro2 sneakers' }, { watch })).toBe('BudsPro2')
    expect(wordsSeen('brand.model-only', { title: 'Trail Pacer One sneakers' }, { watch })).toBe('Trail Pacer One')
  })
})
