import { describe, expect, it } from 'vitest'
import { seen, wordsSeen } from '../matched.ts'

describe('wording.batch, strong: words of the trade for where a copy was made', () => {
  it.each([
    ['Halvard shoes top batch', 'top batch'],
    ['Halvard unauthorized authentic shoes', 'unauthorized authentic'],
    ['Halvard Schuhe bester Batch', 'bester Batch'],
    ['Halvard кроссовки лучший батч', 'лучший батч'],
    ['Halvard 原单 运动鞋', '原单'],
    ['Halvard 莆田 运动鞋', '莆田'],
    ['Halvard ayakkabı ihraç fazlası', 'ihraç fazlası'],
    ['Halvard 신발 정배치', '정배치'],
  ])('%s: sees “%s”', (title, words) => {
    expect(wordsSeen('wording.batch', { title })).toBe(words)
  })

  it.each([
    ['Halvard coffee, small batch', 'coffee'],
    ['Halvard factory outlet shoes', 'an outlet'],
  ])('%s: sees nothing (%s)', (title) => {
    expect(seen('wording.batch', { title })).toEqual([])
  })
})
