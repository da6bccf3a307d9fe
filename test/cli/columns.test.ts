import { describe, expect, it } from 'vitest'
import { columns } from '../../src/cli/columns.ts'

describe('a table on a terminal', () => {
  it('has columns as wide as their widest cell, and no spaces at the end', () => {
    expect(
      columns([
        ['a', 'bbb', 'c'],
        ['aaaa', 'b', ''],
      ]),
    ).toEqual(['a     bbb  c', 'aaaa  b'])
  })

  it('counts letters that take two places as two', () => {
    expect(
      columns([
        ['山田', 'x'],
        ['abcde', 'x'],
      ]),
    ).toEqual(['山田   x', 'abcde  x'])
  })
})
