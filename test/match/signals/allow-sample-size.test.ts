import { describe, expect, it } from 'vitest'
import { seen, wordsSeen } from '../matched.ts'

describe('allow.sample-size: a sample or a miniature', () => {
  it.each([
    ['Halvard eau de toilette sample', 'sample'],
    ['Halvard Parfum Probe', 'Probe'],
    ['Halvard 小样 香水', '小样'],
  ])('%s: sees “%s”, which lowers', (title, words) => {
    expect(wordsSeen('allow.sample-size', { title })).toBe(words)
    expect(seen('allow.sample-size', { title })[0]!.weight).toBeLessThan(0)
  })

  it.each([
    ['Halvard eau de toilette 100 ml', 'full size'],
    ['Halvard 香水 支持小样试用', 'samples are given too'],
    ['Halvard perfume with free samples', 'samples are given too'],
  ])('%s: nothing (%s)', (title) => {
    expect(seen('allow.sample-size', { title })).toEqual([])
  })
})
