import { describe, expect, it } from 'vitest'
import { seen, wordsSeen } from '../matched.ts'

describe('allow.other-brand: it names its own or another brand and not the watched one', () => {
  it.each([
    ['Trail shoes own brand', 'own brand'],
    ['Puma trail shoes', 'Puma'],
    ['跑鞋 自有品牌', '自有品牌'],
  ])('%s: sees “%s”', (title, words) => {
    expect(wordsSeen('allow.other-brand', { title })).toBe(words)
  })

  it('is not a listing that names the watched brand too', () => {
    expect(seen('allow.other-brand', { title: 'Halvard shoes like Puma' })).toEqual([])
  })
})
