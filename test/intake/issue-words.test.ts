import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { issueWords } from '../../src/intake/issue-words.ts'

const shape = z.object({ id: z.string(), title: z.string(), sold: z.int().positive() })
const said = (value: unknown) => shape.safeParse(value).error?.issues.map(({ message }) => issueWords(message))

describe('what is said of a field that does not fit', () => {
  it.each([
    ['is not there', { id: '1', sold: 1 }, ['missing, must be a text']],
    ['is of another kind', { id: 2, title: 'x', sold: 1 }, ['must be a text, not a number']],
    [
      'is wrong otherwise, in the schema’s words',
      { id: '1', title: 'x', sold: 0 },
      ['Too small: expected number to be >0'],
    ],
  ])('when it %s', (_what, value, words) => {
    expect(said(value)).toEqual(words)
  })
})
