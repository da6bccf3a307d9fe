import { describe, expect, it } from 'vitest'
import { seen, wordsSeen } from '../matched.ts'

describe('allow.grey-market: genuine goods imported past the brand’s dealers', () => {
  it.each([
    ['Halvard Schuhe Reimport', 'Reimport'],
    ['Halvard スニーカー 並行輸入品', '並行輸入品'],
  ])('%s: sees “%s”, which lowers', (title, words) => {
    expect(wordsSeen('allow.grey-market', { title })).toBe(words)
    expect(seen('allow.grey-market', { title })[0]!.weight).toBeLessThan(0)
  })

  it.each([['Halvard important shoes', 'a part of a word']])('%s: nothing (%s)', (title) => {
    expect(seen('allow.grey-market', { title })).toEqual([])
  })
})
