import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { folded, foldedUnitsMax, foldText, isBoundary, originalRange, unitKind } from '../../src/model/text-folding.ts'

describe('folding a text', () => {
  it.each([
    ['Halvard', 'halvard', 'case'],
    ['HÁLVÅRD', 'halvard', 'accents'],
    ['Ｈａｌ　ｖａｒｄ', 'hal vard', 'full-width letters and space'],
    ['𝕳𝖆𝖑𝖛𝖆𝖗𝖉', 'halvard', 'mathematical letters'],
    ['Hal\u200bv\u00ada\u2060rd', 'halvard', 'invisible characters'],
    ['\u202eHalvard\u202c', 'halvard', 'direction marks'],
    ['a  b\t\n c', 'a b c', 'white space'],
    ['Levi’s ‘x’', "levi's 'x'", 'quotes'],
    ['a–b—c−d', 'a-b-c-d', 'dashes'],
    ['ﬁne ½ №', 'fine 1⁄2 no', 'compatibility forms'],
    ['ｶﾞﾊﾟ', 'ガパ', 'half-width kana with voicing marks'],
    ['ガパ', 'ガパ', 'kana keep their voicing'],
    ['가방', '가방', 'Hangul stays composed'],
    ['Ёлка Й', 'елка и', 'Cyrillic marks'],
    ['مُسْتَعْمَل ـــ', 'مستعمل ', 'Arabic vowels and tatweel'],
    ['नकली', 'नकली', 'vowel signs of Devanagari are letters'],
    ['ของก๊อป', 'ของก๊อป', 'marks of Thai are letters'],
    ['STRAẞE ß', 'straße ß', 'sharp s'],
    ['İstanbul ı', 'istanbul i', 'dotted and dotless i'],
  ])('%s becomes %s (%s)', (text, wanted) => {
    expect(foldText(text).text).toBe(wanted)
  })

  it('points back to the original, in UTF-16 units', () => {
    const text = foldText('🔥 Ｈａｌ\u200bｖａｒｄ shoes')
    const start = text.text.indexOf('halvard')
    const range = originalRange(text, start, start + 'halvard'.length)
    expect(text.original.slice(range.start, range.end)).toBe('Ｈａｌ\u200bｖａｒｄ')
  })

  it('points to the whole of a character that became several', () => {
    const text = foldText('xﬀy')
    expect(originalRange(text, 1, 2)).toEqual({ start: 1, end: 2 })
    expect(originalRange(text, 2, 3)).toEqual({ start: 1, end: 2 })
  })

  it('cuts at a limit and says so', () => {
    const text = foldText('a'.repeat(foldedUnitsMax + 1))
    expect(text.text).toHaveLength(foldedUnitsMax)
    expect(text.isCut).toBe(true)
    expect(foldText('a').isCut).toBe(false)
  })

  it('never throws, whatever the text, and every range lies in it and does not run backwards', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (original) => {
        const text = foldText(original)
        for (let at = 0; at < text.text.length; at++) {
          const { start, end } = originalRange(text, at, at + 1)
          expect(start).toBeGreaterThanOrEqual(at === 0 ? 0 : (text.starts[at - 1] ?? 0))
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(original.length)
        }
      }),
    )
  })

  it('folds what is folded to itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const once = folded(text)
        expect(folded(once)).toBe(once)
      }),
    )
  })
})

describe('word boundaries', () => {
  it.each([
    ['a', 'spaced'],
    ['7', 'spaced'],
    ['я', 'spaced'],
    ['ع', 'spaced'],
    ['न', 'spaced'],
    ['鞋', 'unspaced'],
    ['ナ', 'unspaced'],
    ['가', 'unspaced'],
    ['ก', 'unspaced'],
    [' ', 'none'],
    ['-', 'none'],
  ] as const)('%s is %s', (char, kind) => {
    expect(unitKind(char.charCodeAt(0))).toBe(kind)
  })

  it.each([
    ['ab', false],
    ['a ', true],
    ['鞋a', true],
    ['鞋靴', true],
    ['a1', false],
  ])('between the two of “%s”: %s', (pair, boundary) => {
    expect(isBoundary(pair.charCodeAt(0), pair.charCodeAt(1))).toBe(boundary)
  })
})
