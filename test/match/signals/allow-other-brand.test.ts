import { describe, expect, it } from 'vitest'
import { halvard, seen, wordsSeen } from '../matched.ts'

describe('allow.other-brand: it names its own or another brand and not the watched one', () => {
  it.each([
    ['Trail shoes own brand', 'own brand'],
    ['Puma trail shoes', 'Puma'],
    ['跑鞋 自有品牌', '自有品牌'],
  ])('%s: sees “%s”', (title, words) => {
    expect(wordsSeen('allow.other-brand', { title })).toBe(words)
  })

  it('is none where the name is the brand’s own line, its initials, or stands in its model', () => {
    const watch = halvard({ brand: 'Long Vale' }, { models: ['Puma Pacer 1'] })
    expect(seen('allow.other-brand', { title: 'Puma Pacer 1 trail shoes' }, { watch })).toEqual([])
    expect(seen('allow.other-brand', { title: 'LV trail shoes, Puma Pacer' }, { watch })).toEqual([])
    expect(wordsSeen('allow.other-brand', { title: 'Reebok trail shoes' }, { watch })).toBe('Reebok')
  })

  it('is not a listing that names the watched brand too', () => {
    expect(seen('allow.other-brand', { title: 'Halvard shoes like Puma' })).toEqual([])
  })
})
