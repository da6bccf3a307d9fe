import { lookalikeOf } from '../../model/confusables.ts'
import { foldText, unitKind } from '../../model/text-folding.ts'

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
const letterOrDigit = /[\p{L}\p{N}]/u
const symbol = /\p{So}/u
const latin = /\p{Script=Latin}/u

/** What a character is to words: a glyph, something invisible, or (null) what stands between words. */
type Glyph = { shape: string; writing: Writing }
type Kind = Glyph | 'invisible' | null

/** Skeletons of letters: what cannot be told apart becomes one. */
const skeleton = (letters: string): string => letters.replace(/i/g, 'l').replace(/m/g, 'rn').replace(/w/g, 'vv')

function kindOf(char: string): Kind {
  if (/^[a-zA-Z]$/.test(char)) return { shape: skeleton(char.toLowerCase()), writing: 'plain' }
  if (/^[0-9]$/.test(char)) {
    const shape = digitShapes[char]
    return shape ? { shape, writing: 'digit' } : { shape: char, writing: 'plain' }
  }
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

/** Filled as characters are met; there are not more of them than code points. */
const kinds = new Map<number, Kind>()

function kindAt(point: number): Kind {
  let kind = kinds.get(point)
  if (kind === undefined) {
    kind = kindOf(String.fromCodePoint(point))
    kinds.set(point, kind)
  }
  return kind
}

/** Most words that are looked at for disguises, in one field. */
export const wordsMax = 600
/** Longest separator that is kept: longer ones end a name anyway. */
const separatorMax = 4

/** Cuts a text into words, with offsets into it. A symbol counts as a letter only between letters or digits. */
export function wordsOf(text: string, unitsMax: number): Word[] {
  const words: Word[] = []
  const stop = Math.min(text.length, unitsMax)
  let word: Word | null = null
  let separator = ''
  for (let at = 0; at < stop && words.length < wordsMax; ) {
    const point = text.codePointAt(at) ?? 0
    const end = at + (point > 0xffff ? 2 : 1)
    let kind = kindAt(point)
    if (kind === null) kind = symbolBetween(text, at, word !== null)
    if (kind === 'invisible') {
      if (word && !word.hidden) word.hidden = !mark.test(String.fromCodePoint(point))
    } else if (kind === null) {
      word = null
      if (separator.length < separatorMax) separator += text.slice(at, end)
    } else {
      if (!word) {
        word = { shape: '', count: 0, odd: null, swapped: 0, hidden: false, start: at, end, separator }
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
export const spelledShape = (shape: string): string => shape.replace(/rn/g, 'm').replace(/vv/g, 'w')
