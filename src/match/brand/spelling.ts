import { lookalikeOf } from '../../model/confusables.ts'
import { foldText, unitKind } from '../../model/text-folding.ts'
import { remembering } from '../remembering.ts'

/** How a character was written: `plain` as the alphabet has it, else the disguise it may be. */
export type Writing = 'plain' | 'lookalike' | 'styled' | 'wide' | 'digit' | 'symbol'

/**
 * A run of letters and digits of a spaced script, reduced to what it looks like. `shape` is its skeleton: i, 1 and l are
 * one, m is "rn", w is "vv", so that skeletons of parts join to the skeleton of the whole. `odd` is the first writing that
 * is not plain, `swapped` how many of its `count` letters are digits or symbols. `hidden`: an invisible character stood
 * inside it. Offsets are those of the text.
 */
export type Word = {
  shape: string
  count: number
  odd: Writing | null
  swapped: number
  hidden: boolean
  start: number
  end: number
  separator: string
}

const digitShapes: Record<string, string> = { 0: 'o', 1: 'l', 3: 'e', 4: 'a', 5: 's', 6: 'g', 7: 't', 8: 'b', 9: 'g' }
/** Letters drawn with several signs, inside a word. */
const drawn: readonly (readonly [string, string])[] = [
  ['|\\/|', 'm'],
  ['\\/\\/', 'w'],
  ['|\\|', 'n'],
  ['|_|', 'u'],
  ['|-|', 'h'],
  ['\\/', 'v'],
  ['/\\', 'a'],
  ['()', 'o'],
  ['[]', 'o'],
  ['|<', 'k'],
  ['|3', 'b'],
  ['|)', 'd'],
]
const symbolShapes: Record<string, string> = {
  '@': 'a',
  $: 's',
  '€': 'e',
  '£': 'l',
  '¥': 'y',
  '!': 'l',
  '|': 'l',
  '(': 'c',
}

const invisible = /\p{DI}|\p{Mn}/u
const mark = /\p{Mn}/u
/** Strokes and rings laid over a letter: no language spells with them. */
const overlay = /[\u0334-\u0338]|[\u0488\u0489]|[\u20d0-\u20f0]/u
const letterOrDigit = /[\p{L}\p{N}]/u
const symbol = /\p{So}/u
const latin = /\p{Script=Latin}/u

/** What a character is to words: a glyph, something invisible, or (null) what stands between words. */
type Glyph = { shape: string; writing: Writing }
type Kind = Glyph | 'invisible' | 'overlay' | null

/** Skeletons of letters: what cannot be told apart becomes one. */
const skeleton = (letters: string): string => letters.replace(/i/g, 'l').replace(/m/g, 'rn').replace(/w/g, 'vv')

function kindOf(char: string): Kind {
  if (/^[a-zA-Z]$/.test(char)) return { shape: skeleton(char.toLowerCase()), writing: 'plain' }
  if (/^[0-9]$/.test(char)) {
    const shape = digitShapes[char]
    return shape ? { shape, writing: 'digit' } : { shape: char, writing: 'plain' }
  }
  if (overlay.test(char)) return 'overlay'
  if (invisible.test(char)) return 'invisible'
  const lookalike = lookalikeOf(char)
  if (lookalike) {
    return { shape: skeleton(digitShapes[lookalike] ?? lookalike), writing: symbol.test(char) ? 'styled' : 'lookalike' }
  }
  if (!letterOrDigit.test(char) && !symbol.test(char)) return null
  if (unitKind(char.charCodeAt(0)) === 'unspaced') return null
  const folded = foldText(char).text
  if (/^[a-z]+$/.test(folded)) return { shape: skeleton(folded), writing: writingOf(char) }
  if (/^[0-9]$/.test(folded)) return { shape: digitShapes[folded] ?? folded, writing: 'digit' }
  return letterOrDigit.test(char) ? { shape: folded || char, writing: 'plain' } : null
}

function writingOf(char: string): Writing {
  const point = char.codePointAt(0) ?? 0
  if (point >= 0xff00 && point <= 0xff5f) return 'wide'
  // An accented Latin letter is spelling, not disguise; letter-like symbols and mathematical alphabets are not spelling.
  return latin.test(char) && point < 0x2100 && /[a-zA-Z]/.test(char.normalize('NFD')[0] ?? '') ? 'plain' : 'styled'
}

/** Filled as characters are met; there are not more of them than code points. Those of most alphabets by their place. */
const kinds = new Map<number, Kind>()
const commonKinds: (Kind | undefined)[] = new Array(0x600).fill(undefined)

function kindAt(point: number): Kind {
  let kind = point < 0x600 ? commonKinds[point] : kinds.get(point)
  if (kind === undefined) {
    kind = kindOf(String.fromCodePoint(point))
    if (point < 0x600) commonKinds[point] = kind
    else kinds.set(point, kind)
  }
  return kind
}

/** ASCII letters and digits in a row, of which most texts are made: worked out once for each, not letter by letter. */
type Run = { shape: string; swapped: number }
/** Most runs that are kept. */
const runsKeptMax = 20_000

const runOf = remembering((run: string): Run => {
  const glyphs = Array.from(run, (char) => kindAt(char.charCodeAt(0))).filter(isGlyph)
  const shape = glyphs.map((glyph) => glyph.shape).join('')
  return { shape, swapped: glyphs.filter((glyph) => glyph.writing === 'digit').length }
}, runsKeptMax)

const isGlyph = (kind: Kind): kind is Glyph => typeof kind === 'object' && kind !== null

const isRunUnit = (unit: number): boolean =>
  (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x30 && unit <= 0x39)

function runEnd(text: string, from: number, stop: number): number {
  let end = from
  while (end < stop && isRunUnit(text.charCodeAt(end))) end++
  return end
}

/** Most words that are looked at for disguises, in one field. */
const wordsMax = 600
/** By far the most frequent of what stands between words, and never a sign that draws a letter. */
const space = 0x20
/** Longest separator that is kept: longer ones end a name anyway. */
const separatorMax = 4

const wordFrom = (start: number, separator: string): Word => {
  return { shape: '', count: 0, odd: null, swapped: 0, hidden: false, start, end: start, separator }
}

/** Cuts a text into words, with offsets into it. A symbol counts as a letter only between letters or digits. */
export function wordsOf(text: string, unitsMax: number): Word[] {
  const words: Word[] = []
  const stop = Math.min(text.length, unitsMax)
  let word: Word | null = null
  let separator = ''
  for (let at = 0; at < stop && words.length < wordsMax; ) {
    const runStop = runEnd(text, at, stop)
    if (runStop > at) {
      const { shape, swapped } = runOf(text.slice(at, runStop))
      if (!word) {
        word = wordFrom(at, separator)
        words.push(word)
        separator = ''
      }
      word.shape += shape
      word.count += runStop - at
      word.end = runStop
      word.swapped += swapped
      if (swapped > 0) word.odd ??= 'digit'
      at = runStop
      continue
    }
    const point = text.codePointAt(at) ?? 0
    let end = at + (point > 0xffff ? 2 : 1)
    let kind = kindAt(point)
    if (kind === null && point !== space) {
      const signs = drawnAt(text, at, word !== null)
      if (signs) end = at + signs.length
      kind = signs?.glyph ?? symbolBetween(text, at, word !== null)
    }
    if (kind === 'overlay') {
      if (word) word.odd ??= 'styled'
    } else if (kind === 'invisible') {
      if (word && !word.hidden) word.hidden = !mark.test(String.fromCodePoint(point))
    } else if (kind === null) {
      word = null
      if (separator.length < separatorMax) separator += text.slice(at, end)
    } else {
      if (!word) {
        word = wordFrom(at, separator)
        words.push(word)
        separator = ''
      }
      word.shape += kind.shape
      word.count++
      word.end = end
      if (kind.writing !== 'plain') word.odd ??= kind.writing
      if (kind.writing === 'digit' || kind.writing === 'symbol') word.swapped++
    }
    at = end
  }
  return words
}

/** "|\\|orth", "\\/elda": signs that draw a letter, with a letter beside them. */
function drawnAt(text: string, at: number, insideWord: boolean): { glyph: Glyph; length: number } | null {
  const first = text[at]
  if (first !== '|' && first !== '\\' && first !== '/' && first !== '(' && first !== '[') return null
  const found = drawn.find(([signs]) => text.startsWith(signs, at))
  if (!found) return null
  const next = text[at + found[0].length] ?? ''
  const isBeside = /[a-z0-9]/i.test(next) || (insideWord && !letterOrDigit.test(next))
  return isBeside ? { glyph: { shape: skeleton(found[1]), writing: 'symbol' }, length: found[0].length } : null
}

function symbolBetween(text: string, at: number, insideWord: boolean): Glyph | null {
  const shape = symbolShapes[text[at] ?? '']
  const next = text[at + 1] ?? ''
  if (!shape || !letterOrDigit.test(next)) return null
  // "R@lph", "N!ke", "$upreme"; but "20$", "hello!world" and prices are not words.
  const opens = !insideWord && /[a-z]/i.test(next) && (shape === 's' || shape === 'a' || shape === 'e')
  return (insideWord && /[a-z0-9]/i.test(next)) || opens ? { shape, writing: 'symbol' } : null
}

/** The skeleton of a name: letters and digits only, without separators. */
export const nameShape = (name: string): string =>
  wordsOf(name, 200)
    .map((word) => word.shape)
    .join('')

/** The skeleton of each word of a folded text. */
export const wordShapes = (foldedText: string): string[] =>
  wordsOf(foldedText.replace(/'/g, ''), 200).map((word) => word.shape)

/** A skeleton as it is spelled: for comparing letter by letter. */
export const spelledShape = (shape: string): string => {
  const joined = shape.includes('rn') ? shape.replaceAll('rn', 'm') : shape
  return joined.includes('vv') ? joined.replaceAll('vv', 'w') : joined
}
