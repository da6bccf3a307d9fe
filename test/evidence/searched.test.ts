import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unescapedHtml } from '../../src/evidence/capture/page-text.ts'
import { searched } from '../../src/evidence/capture/searched.ts'

describe('a text that is searched as its bytes', () => {
  it('holds exactly the words that it includes, in whatever order they are asked for', () => {
    const word = fc.stringMatching(/^[abcä]{1,4}$/)
    fc.assert(
      fc.property(fc.array(fc.array(word)), fc.array(word), (texts, wanted) => {
        const parts = texts.map((words) => words.join(' '))
        const text = searched(
          parts.map((part) => Buffer.from(part)),
          (written) => written,
        )
        expect(wanted.map((each) => text.holds(each))).toEqual(
          wanted.map((each) => parts.some((part) => part.includes(each))),
        )
      }),
    )
  })

  it('finds words far apart, forwards and back', () => {
    const filler = 'x'.repeat(50_000)
    const names = ['north', 'east', 'south', 'west']
    const text = searched([Buffer.from(names.join(filler))], (written) => written)
    for (const name of ['west', 'north', 'south', 'east', 'north', 'east', 'south', 'west'])
      expect(text.holds(name)).toBe(true)
    expect(text.holds('middle')).toBe(false)
  })

  it('reads characters as they are meant, folds white space, and knows words in any case', () => {
    const text = searched([Buffer.from('<b>Caf&eacute;\n  &amp; Bar</b>')], unescapedHtml)
    expect(text.has('Café & Bar')).toBe(true)
    expect(text.holds('CAFÉ')).toBe(false)
    expect(text.holdsInAnyCase('CAFÉ')).toBe(true)
    expect(text.holdsInAnyCase('tea')).toBe(false)
  })
})
