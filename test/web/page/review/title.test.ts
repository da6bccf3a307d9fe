import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isWhole, plainText, segmentsOf } from '../../../../src/web/page/review/title.ts'

const shown = (text: string, ranges: { start: number; end: number }[] = []) =>
  segmentsOf(text, ranges).map((segment) =>
    segment.kind === 'hidden'
      ? `<${segment.name}>`
      : segment.reasons.length > 0
        ? `[${segment.text}:${segment.reasons}]`
        : segment.text,
  )

describe('a title with reasons', () => {
  it.each([
    ['one reason', 'Halvard replica shoe', [{ start: 8, end: 15 }], ['Halvard ', '[replica:0]', ' shoe']],
    [
      'two that touch',
      'AAA1:1',
      [
        { start: 0, end: 3 },
        { start: 3, end: 6 },
      ],
      ['[AAA:0]', '[1:1:1]'],
    ],
    [
      'two that overlap',
      'abcd',
      [
        { start: 0, end: 3 },
        { start: 2, end: 4 },
      ],
      ['[ab:0]', '[c:0,1]', '[d:1]'],
    ],
    ['a range beyond its end', 'abc', [{ start: 2, end: 99 }], ['ab', '[c:0]']],
    ['an empty range', 'abc', [{ start: 1, end: 1 }], ['abc']],
    ['a range counted in UTF-16 units', '👟 1:1', [{ start: 3, end: 6 }], ['👟 ', '[1:1:0]']],
  ])('marks %s', (_, text, ranges, segments) => {
    expect(shown(text, ranges)).toEqual(segments)
  })
})

describe('a title that hides something', () => {
  it.each([
    ['a zero-width space', 'Hal\u200bvard', ['Hal', '<zero-width space>', 'vard']],
    ['a right-to-left override', 'x\u202ey', ['x', '<right-to-left override>', 'y']],
    ['a soft hyphen', 'x\u00ady', ['x', '<soft hyphen>', 'y']],
    ['a NUL', 'x\u0000y', ['x', '<U+0000>', 'y']],
    ['a tag character', 'x\u{e0041}', ['x', '<U+E0041>']],
    ['a Hangul filler', 'x\u3164', ['x', '<U+3164>']],
    ['a joiner between Latin letters', 'a\u200db', ['a', '<zero-width joiner>', 'b']],
  ])('shows %s by its name', (_, text, segments) => {
    expect(shown(text)).toEqual(segments)
  })

  it('counts marks that are piled on one character, in place of painting them over other lines', () => {
    const shoe = `sho${'\u0301'.repeat(600)}e`
    expect(segmentsOf(shoe, []).map((one) => (one.kind === 'hidden' ? `<${one.name}>` : one.text))).toEqual([
      'sho\u0301\u0301\u0301',
      '<597 marks>',
      'e',
    ])
    expect(plainText(shoe)).toBe('sho\u0301\u0301\u0301e')
    expect(segmentsOf('Tiê\u0301ng việt', [])).toHaveLength(1)
  })

  it.each([
    ['a family emoji', '👨‍👩‍👧'],
    ['a coloured emoji', '👩🏽‍🔧'],
    ['a heart on fire', '❤️‍🔥'],
    ['Persian with a non-joiner', 'می\u200cخواهم'],
    ['Hindi with a joiner', 'क्\u200dष'],
    ['a line break', 'a\nb'],
  ])('leaves %s as it is written', (_, text) => {
    expect(shown(text)).toEqual([text])
  })
})

describe('a reason that rests on a whole title', () => {
  it.each([
    ['Halvard Trail Runner 1:1', 0, 24, true],
    ['Halvard Trail Runner 1:1', 0, 7, false],
    ['Halvard shoes', 0, 13, false],
  ])('in %j, %d to %d: %s', (text, start, end, whole) => {
    expect(isWhole(text, { start, end })).toBe(whole)
  })
})

describe('any title and any ranges', () => {
  it('lose and double no character', () => {
    const range = fc.record({ start: fc.integer({ min: -5, max: 60 }), end: fc.integer({ min: -5, max: 60 }) })
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.array(range, { maxLength: 5 }), (text, ranges) => {
        expect(
          segmentsOf(text, ranges)
            .map((segment) => segment.text)
            .join(''),
        ).toBe(text)
      }),
    )
  })

  it('are said without what cannot be seen', () => {
    expect(plainText(' Hal\u200bvard \u202e  shoe\n')).toBe('Halvard shoe')
  })
})
