import { describe, expect, it } from 'vitest'
import { seen, wordsSeen } from '../matched.ts'

describe('allow.negated-wording: the words are there to deny or to warn', () => {
  it.each([
    ['Halvard shoes, no fakes', 'fakes'],
    ['Halvard кроссовки, не реплика', 'реплика'],
    ['Halvard 운동화 가품 아님', '가품'],
  ])('%s: sees “%s”, which lowers', (title, words) => {
    expect(wordsSeen('allow.negated-wording', { title })).toBe(words)
    expect(seen('allow.negated-wording', { title })[0]!.weight).toBeLessThan(0)
  })

  it.each([
    ['Halvard shoes, fake', 'not denied'],
    ['Halvard shoes', 'nothing said'],
  ])('%s: nothing (%s)', (title) => {
    expect(seen('allow.negated-wording', { title })).toEqual([])
  })
})
