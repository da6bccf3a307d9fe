import { describe, expect, it } from 'vitest'
import { remembering } from '../../src/match/remembering.ts'

/** Asked for each text in turn: for which of them the answer had to be worked out. */
function workedOut(texts: readonly string[], most: number): string[] {
  const worked: string[] = []
  const ask = remembering((text) => {
    worked.push(text)
    return text.length
  }, most)
  expect(texts.map(ask)).toEqual(texts.map(({ length }) => length))
  return worked
}

describe('a function that remembers its answers', () => {
  it.each([
    ['works an answer out once', ['ab', 'c', 'ab', 'c'], ['ab', 'c']],
    ['forgets all when it has as many as it keeps', ['a', 'b', 'c', 'a', 'c'], ['a', 'b', 'c', 'a']],
    ['keeps no long text', ['x'.repeat(65), 'x'.repeat(65)], ['x'.repeat(65), 'x'.repeat(65)]],
  ])('%s', (_, texts, worked) => {
    expect(workedOut(texts, 2)).toEqual(worked)
  })
})
