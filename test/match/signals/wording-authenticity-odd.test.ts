import { describe, expect, it } from 'vitest'
import { seen, wordsSeen } from '../matched.ts'

describe('wording.authenticity-odd, medium: what sellers of the genuine article do not say', () => {
  it.each([
    ['Halvard shoes original quality', 'original quality'],
    ['Halvard 运动鞋 支持专柜验货', '支持专柜验货'],
    ['Halvard Schuhe Originalqualität', 'Originalqualität'],
    ['Halvard кроссовки качество оригинал', 'качество оригинал'],
  ])('%s: sees “%s”', (title, words) => {
    expect(wordsSeen('wording.authenticity-odd', { title })).toBe(words)
  })

  it.each([
    ['Halvard shoes, original', 'an ordinary claim'],
    ['Halvard shoes 100% authentic', 'an ordinary claim'],
  ])('%s: sees nothing (%s)', (title) => {
    expect(seen('wording.authenticity-odd', { title })).toEqual([])
  })
})
