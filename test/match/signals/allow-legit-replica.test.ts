import { describe, expect, it } from 'vitest'
import { seen, wordsSeen } from '../matched.ts'

describe('allow.legit-replica: what is lawfully called a replica', () => {
  it.each([
    ['Halvard licensed replica jersey', 'licensed replica'],
    ['Halvard museum replica', 'museum replica'],
    ['Halvard replika ASG', 'replika ASG'],
  ])('%s: sees “%s”, which lowers', (title, words) => {
    expect(wordsSeen('allow.legit-replica', { title })).toBe(words)
    expect(seen('allow.legit-replica', { title })[0]!.weight).toBeLessThan(0)
  })

  it.each([
    ['Halvard shoes replica', 'a copy'],
    ['Halvard museum', 'nothing called a replica'],
    ['Духи Halvard лицензионная копия', 'a copy that is called licensed'],
  ])('%s: nothing (%s)', (title) => {
    expect(seen('allow.legit-replica', { title })).toEqual([])
  })
})
