import { lookalikeOf } from '../../model/confusables.ts'
import { foldText } from '../../model/text-folding.ts'

/** How a character was written: `plain` as the alphabet has it, else the disguise it may be. */
export type Writing = 'plain' | 'lookalike' | 'styled' | 'wide' | 'digit' | 'symbol'

/** One character of a word reduced to what it looks like; `shape` is one or a few of a–z, 0–9 or an unmapped letter. */
export type Glyph = { shape: string; writing: Writing; start: number; end: number; isUpper: boolean }

/** A run of glyphs without a separator. `hidden`: an invisible character stood inside it. */
export type Word = { glyphs: Glyph[]; hidden: boolean; start: number; end: number; separator: string }

const digitShapes: Record<string, string> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '6': 'g',
  '7': 't',
  '8': 'b',
  '9': 'g',
}
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
const letterOrDigit = /[\p{L}\p{N}]/u
const latin = /\p{Script=Latin}/u

/** i, l and 1 look alike; so do "rn" and "m", "vv" and "w". Names and texts are both brought to this. */
export const shapeOf = (letters: string): string => letters.replace(/i/g, 'l').replace(/rn/g, 'm').replace(/vv/g, 'w')

function glyphOf(char: string): { shape: string; writing: Writing } | null {
  if (/[a-zA-Z]/.test(char)) return { shape: char.toLowerCase(), writing: 'plain' }
  const digit = digitShapes[char]
  if (digit) return { shape: digit, writing: 'digit' }
  if (/[0-9]/.test(char)) return { shape: char, writing: 'plain' }
  const lookalike = lookalikeOf(char)
  if (lookalike) return { shape: digitShapes[lookalike] ?? lookalike, writing: enclosedWriting(char) }
  if (!letterOrDigit.test(char) && !/\p{So}/u.test(char)) return null
  const folded = foldText(char).text
  if (/^[a-z]+$/.test(folded)) return { shape: folded, writing: writingOf(char) }
  if (/^[0-9]+$/.test(folded)) return { shape: digitShapes[folded] ?? folded, writing: 'digit' }
  return letterOrDigit.test(char) ? { shape: folded || char, writing: 'plain' } : null
}

const enclosedWriting = (char: string): Writing => (/\p{So}/u.test(char) ? 'styled' : 'lookalike')

function writingOf(char: string): Writing {
  const point = char.codePointAt(0) ?? 0
  if (point >= 0xff00 && point <= 0xff5f) return 'wide'
  // An accented Latin letter is spelling, not disguise; letter-like symbols and mathematical alphabets are not spelling.
  return latin.test(char) && point < 0x2100 && char.normalize('NFD')[0]?.match(/[a-zA-Z]/) ? 'plain' : 'styled'
}

/** Most words that are looked at for disguises, in one field. */
export const wordsMax = 600

/** Cuts a text into words of glyphs, with offsets into it. A symbol counts as a letter only between letters or digits. */
export function wordsOf(text: string, unitsMax: number): Word[] {
  const words: Word[] = []
  let word: Word | null = null
  let separator = ''
  for (let at = 0; at < Math.min(text.length, unitsMax) && words.length < wordsMax; ) {
    const char = String.fromCodePoint(text.codePointAt(at) ?? 0)
    const end = at + char.length
    if (invisible.test(char)) {
      if (word) word.hidden = word.hidden || !/\p{Mn}/u.test(char)
      at = end
      continue
    }
    const glyph = glyphOf(char) ?? symbolBetween(text, at, word !== null)
    if (!glyph) {
      word = null
      separator += char
    } else {
      if (!word) {
        word = { glyphs: [], hidden: false, start: at, end, separator }
        words.push(word)
        separator = ''
      }
      const isUpper = char !== char.toLowerCase()
      word.glyphs.push({ ...glyph, start: at, end, isUpper })
      word.end = end
    }
    at = end
  }
  return words
}

function symbolBetween(text: string, at: number, insideWord: boolean): { shape: string; writing: Writing } | null {
  const shape = symbolShapes[text[at] ?? '']
  const next = text[at + 1] ?? ''
  if (!shape || !letterOrDigit.test(next)) return null
  // "R@lph", "N!ke", "$upreme"; but "20$", "hello!world" and prices are not words.
  const opens = !insideWord && /[a-z]/i.test(next) && (shape === 's' || shape === 'a' || shape === 'e')
  return (insideWord && /[a-z0-9]/i.test(next)) || opens ? { shape, writing: 'symbol' } : null
}

/** The shape of a name: letters and digits only, folded, without separators. */
export function nameShape(name: string): string {
  const glyphs = wordsOf(name, 200).flatMap((word) => word.glyphs)
  return shapeOf(glyphs.map((glyph) => glyph.shape).join(''))
}

/** The shape of each word of a folded text. */
export const wordShapes = (foldedText: string): string[] =>
  foldedText
    .replace(/'/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => nameShape(word))
