import { describe, expect, it } from 'vitest'
import { seen, wordsSeen } from '../matched.ts'

describe('allow.platform-authenticated: an expert has examined it', () => {
  it.each([
    ['Halvard shoes authenticated by experts', 'authenticated by'],
    ['Halvard スニーカー 鑑定済み', '鑑定済み'],
  ])('%s: sees “%s”, which lowers', (title, words) => {
    expect(wordsSeen('allow.platform-authenticated', { title })).toBe(words)
    expect(seen('allow.platform-authenticated', { title })[0]!.weight).toBeLessThan(0)
  })

  it.each([['Halvard shoes authentic', 'the seller’s own word']])('%s: nothing (%s)', (title) => {
    expect(seen('allow.platform-authenticated', { title })).toEqual([])
  })
})
