import { remembering } from '../remembering.ts'
import type { Disguise } from './link.ts'
import { slipBetween, slipBetweenWords } from './misspelling.ts'
import type { Name } from './names.ts'
import { nameShape, spelledShape, type Word, type Writing } from './spelling.ts'

/** A disguise found in words: offsets are those of the original text. */
export type Disguised = { name: Name; start: number; end: number; disguise: Disguise | null; sureness: number }

/** `places`: of the words from which on a name may be disguised; all are looked at without. */
export type DisguiseFinder = (text: string, words: readonly Word[], places?: readonly number[]) => Disguised[]

/** Most disguises that are kept of one text. */
const disguisesMax = 20
/** Longer words are no slip of a name. */
export const wordLettersMax = 40

type IsCommonWord = (word: string) => boolean

/** Finds names under another look, spelling or order, in words. `isCommonWord` guards against dictionary words. */
export function disguiseFinderOf(names: readonly Name[], isCommonWord: IsCommonWord): DisguiseFinder {
  const spelled = names.filter((name) => name.shape.length >= 2)
  const shapes = shapesOf(spelled)
  const mistakable = spelled.filter(isMistakable)
  const slips = slipFinderOf(mistakable, isCommonWord)
  const turned = shapesOf(
    mistakable.flatMap((name) => [
      { ...name, shape: reversed(name.shape) },
      { ...name, shape: name.words.map(reversed).join('') },
    ]),
  )
  return (text, words, places) => {
    const found: Disguised[] = []
    const count = places ? places.length : words.length
    for (let next = 0; next < count && found.length < disguisesMax; next++) {
      const at = places ? (places[next] ?? 0) : next
      const one =
        windowAt(words, at, shapes, (name, run) => judge(name, run, text, isCommonWord)) ??
        slips(words, at, text) ??
        windowAt(words, at, turned, (name, run) => judgeTurned(name, run, text, isCommonWord))
      if (one) found.push(one)
    }
    return found
  }
}

/** Whether slips of a name, and the name backwards, are looked for. */
export const isMistakable = (name: Name): boolean =>
  name.kind !== 'model' && name.kind !== 'nickname' && !name.isSpelledOut && spelledShape(name.shape).length >= 4

/** "rn" and "vv" stand for one letter each, and stay in order. */
export const reversed = (shape: string): string =>
  Array.from(spelledShape(shape)).reverse().join('').replace(/m/g, 'rn').replace(/w/g, 'vv')

/** Names by shape, and every beginning of one, so that a run of words is given up as soon as it is none. */
type Shapes = { byShape: ReadonlyMap<string, Name>; prefixes: ReadonlySet<string> }

function shapesOf(names: readonly Name[]): Shapes {
  const byShape = new Map<string, Name>()
  const prefixes = new Set<string>()
  for (const name of names) {
    if (!byShape.has(name.shape)) byShape.set(name.shape, name)
    for (let length = 1; length <= name.shape.length; length++) prefixes.add(name.shape.slice(0, length))
  }
  return { byShape, prefixes }
}

/** Whether what stands before a word may stand inside a name. */
export const joins = (word: Word): boolean => word.separator === ' ' || /^[\s\p{P}\p{S}]{1,3}$/u.test(word.separator)

/** The longest run of words from `at` whose joined shape is a name's and that `judged` takes for it. */
function windowAt(
  words: readonly Word[],
  at: number,
  { byShape, prefixes }: Shapes,
  judged: (name: Name, run: readonly Word[]) => Disguised | null,
): Disguised | null {
  let joined = ''
  let best: Disguised | null = null
  for (let end = at; end < words.length; end++) {
    const word = words[end]
    if (!word || (end > at && !joins(word))) break
    joined += word.shape
    if (!prefixes.has(joined)) break
    const name = byShape.get(joined)
    const made = name && judged(name, words.slice(at, end + 1))
    if (made) best = made
  }
  return best
}

function judgeTurned(name: Name, words: readonly Word[], text: string, isCommonWord: IsCommonWord): Disguised | null {
  const [first, last] = [words[0], words.at(-1)]
  if (!first || !last || words.length > name.words.length) return null
  if (words.map((word) => word.shape).join('') === nameShape(name.text)) return null
  if (words.some((word) => isCommonWord(text.slice(word.start, word.end).toLowerCase()))) return null
  return { name, start: first.start, end: last.end, disguise: 'the name backwards', sureness: 0.9 }
}

const disguiseOf: Partial<Record<Writing, Disguise>> = {
  lookalike: 'lookalike letters',
  styled: 'styled letters',
  wide: 'full-width letters',
  digit: 'digits for letters',
  symbol: 'symbols for letters',
}

const hiddenOrSign = /[^\p{L}\p{N}@$€£¥!|(]|\p{DI}/gu
const writtenOf = (word: string): string =>
  (/^[a-z0-9]+$/i.test(word) ? word : word.replace(hiddenOrSign, '')).toLowerCase()

/** Most names whose letters are kept. */
const namesKeptMax = 10_000
const lettersOf = remembering((name) => name.replace(/[^\p{L}\p{N}]/gu, ''), namesKeptMax)

function judge(name: Name, words: readonly Word[], text: string, isCommonWord: IsCommonWord): Disguised | null {
  const [first, last] = [words[0], words.at(-1)]
  if (!first || !last) return null
  const written = words.map((word) => writtenOf(text.slice(word.start, word.end))).join('')
  const letters = lettersOf(name.folded)
  const range = { name, start: first.start, end: last.end }
  if (written === letters) {
    const hidden = words.some((word) => word.hidden)
    if (hidden) return { ...range, disguise: 'invisible characters', sureness: 1 }
    return { ...range, ...splitOf(name, words, text, isCommonWord) }
  }
  // A model number is found with other separators, but not by look: "HD15" and "HDl5" are rarely the same thing.
  if (name.kind === 'model') return null
  const odd = words.find((word) => word.odd !== null)?.odd ?? null
  const count = words.reduce((sum, word) => sum + word.count, 0)
  const plain = count - words.reduce((sum, word) => sum + word.swapped, 0)
  if (plain * 2 < count || (count <= 3 && plain < 2)) return null
  if (letters.length <= 2 && odd !== 'styled' && odd !== 'lookalike') return null
  if (letters.length <= 3 && russianWord.test(text.slice(first.start, last.end))) return null
  if (letters.length === 3 && odd === 'digit' && !/^\p{Lu}/u.test(text.slice(first.start, first.end))) return null
  if (!odd && (letters.length < 4 || isCommonWord(written))) return null
  const disguise = (odd && disguiseOf[odd]) ?? 'lookalike letters'
  const splits = splitOf(name, words, text, isCommonWord)
  return { ...range, disguise, sureness: Math.min(odd ? 1 : 0.85, splits.disguise ? splits.sureness + 0.3 : 1) }
}

/** "Бар" is a word, and no "Gap"; "НР" may be one of another alphabet. */
const russianWord = /^[А-ЯЁ]?[а-яё]+$/u

type Split = { disguise: Disguise | null; sureness: number }
const notSplit: Split = { disguise: null, sureness: 1 }

/** What the breaks between the words say: a name as it is spaced itself, or joined, is no disguise. */
function splitOf(name: Name, words: readonly Word[], text: string, isCommonWord: IsCommonWord): Split {
  if (words.length === 1 || words.length === name.words.length || name.kind === 'model') return notSplit
  const separators = words.slice(1).map((word) => word.separator)
  if (separators.every((separator) => separator === "'" || separator === '’')) return notSplit
  const singles = words.filter((word) => word.count === 1).length
  if (singles === words.length || (singles >= 3 && singles >= words.length - 1)) {
    return { disguise: 'spaces or signs between the letters', sureness: name.shape.length <= 2 ? 0.5 : 1 }
  }
  const isPhrase = words.every((word) => isCommonWord(text.slice(word.start, word.end).toLowerCase()))
  const hasSigns = separators.some((separator) => !/^\s+$/u.test(separator))
  const sureness = hasSigns ? 0.8 : isPhrase ? 0.2 : name.shape.length >= 6 ? 0.7 : 0.55
  return { disguise: 'a break inside the name', sureness }
}

type Mistakable = { name: Name; spelled: string; words: string[] }

/** Finds misspellings; names are looked up by their first letter. */
function slipFinderOf(names: readonly Name[], isCommonWord: IsCommonWord) {
  const byFirst = new Map<string, Mistakable[]>()
  for (const name of names) {
    const one = { name, spelled: spelledShape(name.shape), words: name.words.map(spelledShape) }
    const first = one.spelled[0] ?? ''
    byFirst.set(first, [...(byFirst.get(first) ?? []), one])
  }
  return (words: readonly Word[], at: number, text: string): Disguised | null => {
    const word = words[at]
    if (!word || word.count > wordLettersMax) return null
    const spelled = spelledShape(word.shape)
    for (const one of byFirst.get(spelled[0] ?? '') ?? []) {
      const slip = one.words.length > 1 ? slipOfWords(one, words, at, spelled) : null
      if (slip) return slip
      const single = slipOfWord(one, word, spelled, text, isCommonWord)
      if (single) return single
    }
    return null
  }
}

function slipOfWords(one: Mistakable, words: readonly Word[], at: number, spelled: string): Disguised | null {
  const run = words.slice(at, at + one.words.length)
  const [first, last] = [run[0], run.at(-1)]
  if (!first || !last || run.length < one.words.length || !isNear(spelled, one.words[0] ?? '')) return null
  const slip = slipBetweenWords(
    run.map((word) => spelledShape(word.shape)),
    one.words,
  )
  return (
    slip && { name: one.name, start: first.start, end: last.end, disguise: 'a misspelling', sureness: slip.sureness }
  )
}

function slipOfWord(
  one: Mistakable,
  word: Word,
  spelled: string,
  text: string,
  isCommonWord: IsCommonWord,
): Disguised | null {
  if (!isNear(spelled, one.spelled)) return null
  const slip = slipBetween(spelled, one.spelled)
  if (!slip) return null
  const written = text.slice(word.start, word.end).toLowerCase()
  if (isCommonWord(written) || isCommonWord(written.replace(/s$/, ''))) return null
  const sureness = one.name.kind === 'brand' ? slip.sureness : slip.sureness * 0.8
  return { name: one.name, start: word.start, end: word.end, disguise: 'a misspelling', sureness }
}

/** Whether two spellings are near enough in length for one to be a slip of the other. */
export const isNear = (spelled: string, name: string): boolean => Math.abs(spelled.length - name.length) <= 2
