import type { Disguise } from './link.ts'
import { slipBetween, slipBetweenWords } from './misspelling.ts'
import type { Name } from './names.ts'
import { shapeOf, type Word, type Writing } from './spelling.ts'

/** A disguise found in words: offsets are those of the original text. */
export type Disguised = { name: Name; start: number; end: number; disguise: Disguise | null; sureness: number }

export type DisguiseFinder = (text: string, words: readonly Word[]) => Disguised[]

/** Most disguises that are kept of one text. */
const disguisesMax = 20

/** Finds names under another look, spelling or order, in words. `isCommonWord` guards against dictionary words. */
export function disguiseFinderOf(names: readonly Name[], isCommonWord: (word: string) => boolean): DisguiseFinder {
  const spelled = names.filter((name) => name.shape.length >= 2)
  const byShape = new Map<string, Name>()
  for (const name of spelled) if (!byShape.has(name.shape)) byShape.set(name.shape, name)
  const longest = Math.max(0, ...spelled.map((name) => name.shape.length)) + 4
  const mistakable = spelled.filter(
    (name) => name.kind !== 'model' && name.kind !== 'nickname' && name.shape.length >= 4,
  )
  const backwards = new Map(mistakable.map((name): [string, Name] => [Array.from(name.shape).reverse().join(''), name]))
  return (text, words) => {
    const found: Disguised[] = []
    for (let at = 0; at < words.length && found.length < disguisesMax; at++) {
      const whole = windowAt(words, at, longest, byShape, text, isCommonWord)
      if (whole) found.push(whole)
      const word = words[at]
      if (whole || !word) continue
      const shape = shapesOf([word])
      const slip = slipAt(words, at, mistakable, isCommonWord, text)
      if (slip) found.push(slip)
      const reversed = backwards.get(shape)
      if (
        !slip &&
        reversed &&
        reversed.shape !== shape &&
        !isCommonWord(text.slice(word.start, word.end).toLowerCase())
      ) {
        found.push({ name: reversed, start: word.start, end: word.end, disguise: 'the name backwards', sureness: 0.9 })
      }
    }
    return found
  }
}

const shapesOf = (words: readonly Word[]) =>
  shapeOf(words.flatMap((word) => word.glyphs.map((glyph) => glyph.shape)).join(''))

/** The longest run of words from `at` whose joined shape is a name's. */
function windowAt(
  words: readonly Word[],
  at: number,
  longest: number,
  byShape: ReadonlyMap<string, Name>,
  text: string,
  isCommonWord: (word: string) => boolean,
): Disguised | null {
  let joined = ''
  let best: Disguised | null = null
  for (let end = at; end < words.length && joined.length <= longest; end++) {
    const word = words[end]
    if (!word || (end > at && !/^[\s\p{P}\p{S}]{1,3}$/u.test(word.separator))) break
    joined += word.glyphs.map((glyph) => glyph.shape).join('')
    const name = byShape.get(shapeOf(joined))
    const made = name && judge(name, words.slice(at, end + 1), text, isCommonWord)
    if (made) best = made
  }
  return best
}

const disguiseOf: Partial<Record<Writing, Disguise>> = {
  lookalike: 'lookalike letters',
  styled: 'styled letters',
  wide: 'full-width letters',
  digit: 'digits for letters',
  symbol: 'symbols for letters',
}

function judge(
  name: Name,
  words: readonly Word[],
  text: string,
  isCommonWord: (word: string) => boolean,
): Disguised | null {
  const [first, last] = [words[0], words.at(-1)]
  if (!first || !last) return null
  const glyphs = words.flatMap((word) => word.glyphs)
  const written = glyphs.map((glyph) => text.slice(glyph.start, glyph.end).toLowerCase()).join('')
  const letters = name.folded.replace(/[^\p{L}\p{N}]/gu, '')
  const range = { name, start: first.start, end: last.end }
  const hidden = words.some((word) => word.hidden)
  const splits = splitOf(name, words, text, isCommonWord)
  if (written === letters) {
    if (hidden) return { ...range, disguise: 'invisible characters', sureness: 1 }
    return { ...range, disguise: splits.disguise, sureness: splits.sureness }
  }
  // A model number is found with other separators, but not by look: "HD15" and "HDl5" are rarely the same thing.
  if (name.kind === 'model') return null
  const odd = glyphs.find((glyph) => glyph.writing !== 'plain')
  const plain = glyphs.filter((glyph) => glyph.writing !== 'digit' && glyph.writing !== 'symbol').length
  if (plain * 2 < glyphs.length || (glyphs.length <= 3 && plain < 2)) return null
  if (letters.length <= 2 && odd?.writing !== 'styled' && odd?.writing !== 'lookalike') return null
  if (letters.length === 3 && odd?.writing === 'digit' && !glyphs[0]?.isUpper) return null
  const disguise = (odd && disguiseOf[odd.writing]) ?? 'lookalike letters'
  if (!odd && (letters.length < 4 || isCommonWord(written))) return null
  return { ...range, disguise, sureness: Math.min(odd ? 1 : 0.85, splits.disguise ? splits.sureness + 0.3 : 1) }
}

/** What the breaks between the words say: a name as it is spaced itself, or joined, is no disguise. */
function splitOf(name: Name, words: readonly Word[], text: string, isCommonWord: (word: string) => boolean) {
  const whole: { disguise: Disguise | null; sureness: number } = { disguise: null, sureness: 1 }
  if (words.length === 1 || words.length === name.words.length) return whole
  if (name.kind === 'model') return whole
  const separators = words.slice(1).map((word) => word.separator)
  if (separators.every((separator) => separator === "'" || separator === '’')) return whole
  const singles = words.filter((word) => word.glyphs.length === 1).length
  const signs = separators.some((separator) => !/^\s+$/u.test(separator))
  if (singles === words.length || (singles >= 3 && singles >= words.length - 1)) {
    return { disguise: 'spaces or signs between the letters' as const, sureness: name.shape.length <= 2 ? 0.5 : 1 }
  }
  const pieces = words.map((word) => text.slice(word.start, word.end).toLowerCase())
  const isPhrase = pieces.every((piece) => isCommonWord(piece))
  const sureness = signs ? 0.8 : isPhrase ? 0.2 : name.shape.length >= 6 ? 0.7 : 0.55
  return { disguise: 'a break inside the name' as const, sureness }
}

function slipAt(
  words: readonly Word[],
  at: number,
  names: readonly Name[],
  isCommonWord: (word: string) => boolean,
  text: string,
): Disguised | null {
  const word = words[at]
  if (!word || word.glyphs.length > 40) return null
  const shape = shapesOf([word])
  for (const name of names) {
    const count = name.words.length
    if (count > 1) {
      const run = words.slice(at, at + count)
      const last = run.at(-1)
      if (run.length < count || !last || !isNear(shape, name.words[0] ?? '')) continue
      const slip = slipBetweenWords(
        run.map((one) => shapesOf([one])),
        name.words,
      )
      if (slip) return { name, start: word.start, end: last.end, disguise: 'a misspelling', sureness: slip.sureness }
    }
    if (!isNear(shape, name.shape)) continue
    const slip = slipBetween(shape, name.shape)
    const written = text.slice(word.start, word.end).toLowerCase()
    if (!slip || isCommonWord(written) || isCommonWord(written.replace(/s$/, ''))) continue
    const sureness = name.kind === 'brand' ? slip.sureness : slip.sureness * 0.8
    return { name, start: word.start, end: word.end, disguise: 'a misspelling', sureness }
  }
  return null
}

const isNear = (shape: string, name: string) => shape[0] === name[0] && Math.abs(shape.length - name.length) <= 2
