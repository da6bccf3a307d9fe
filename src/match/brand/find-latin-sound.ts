import { folded } from '../../model/text-folding.ts'
import { remembering } from '../remembering.ts'
import type { Disguise } from './link.ts'
import type { Name } from './names.ts'
import type { Mark, Owned } from './owned-name.ts'
import type { Word } from './spelling.ts'
import { latinOf } from './transliteration.ts'

/** A name respelled by ear in Latin letters; offsets are those of the text. */
export type Respelled = { name: Name; start: number; end: number; disguise: Disguise; sureness: number }

export type RespellingFinder = (text: string, words: readonly Word[]) => Respelled[]

/** So many letters, as written and as heard, tell a name from an everyday word; so many of a key whose vowels are merged. */
const lettersMin = 5
const mergedMin = 7
/** Most words whose keys are kept. */
const wordsKeptMax = 20_000
/** Most words of one name. */
const joinedMax = 3

/** How a Latin word is said, spelled one way. Vowels stay, doubles go: "Kassioh", "Casio" → kasio. */
function heard(word: string): string {
  return word
    .replace(/ph/g, 'f')
    .replace(/ew(?![aeiou])/g, 'u')
    .replace(/aw(?![aeiou])/g, 'o')
    .replace(/[ts]ion/g, 'xon')
    .replace(/cc(?=[ei])|tsch|sch|tch|sh|ch/g, 'x')
    .replace(/c(?=[eiy])|z|tz|ts/g, 's')
    .replace(/ck|c|q(?=u)|q/g, 'k')
    .replace(/x(?=$|[^aeiouy])/g, 'x')
    .replace(/th/g, 't')
    .replace(/wh|w/g, 'v')
    .replace(/gue$/, 'g')
    .replace(/y/g, 'i')
    .replace(/eau|au/g, 'o')
    .replace(/oo|ou|eu|iu/g, 'u')
    .replace(/ee|ea|ie/g, 'i')
    .replace(/ai|ei/g, 'e')
    .replace(/h/g, '')
    .replace(/(.)\1+/g, '$1')
    .replace(/(?<=[^aeiou]{1,2})e$/, '')
}

const withKs = (word: string) => word.replace(/x/g, 'ks')
const keyOf = (word: string): string => heard(withKs(word))
/** The key of a word as written; empty when it is not of plain Latin letters, which other finders look at. */
const wordKeyOf = remembering((written: string): string => {
  const plain = written.length > 24 ? '' : folded(written)
  return /^[a-z]+$/.test(plain) ? keyOf(plain) : ''
}, wordsKeptMax)
/** Sounds that languages hear as one. */
const merged = (key: string): string => key.replace(/u/g, 'o').replace(/e/g, 'i')

/**
 * Finds Latin respellings by ear ("Kassioh"): of the name itself, and of what the watch's Cyrillic and Greek aliases say.
 * The key of the whole must be the same; dictionary words are none.
 */
export function respellingFinderOf(names: readonly Name[], isCommonWord: (word: string) => boolean): RespellingFinder {
  const keys = keysOf(names.map((name, index) => ({ name, index, owner: 0 })))
  if (keys.byKey.size === 0) return () => []
  const ownWords = new Set(names.flatMap((name) => (name.kind === 'model' ? [] : name.folded.split(/[^\p{L}]+/u))))
  return (text, words) =>
    words.flatMap((word, at) => {
      for (const { end, key } of runsFrom(text, words, at, keys.beginnings)) {
        const isPlain = keys.byKey.has(key)
        const [one] = keys.byKey.get(key) ?? keys.byMerged.get(merged(key)) ?? []
        const written = text.slice(word.start, end)
        if (!one || !isRespelling(one.name, written, ownWords, isCommonWord)) continue
        const sureness = isPlain && key.length > lettersMin ? 0.75 : 0.65
        return [{ name: one.name, start: word.start, end, disguise: 'spelled by ear', sureness }]
      }
      return []
    })
}

/** Tells whose names `respellingFinderOf` may find, for the names of many watches. */
export function respellingSpotterOf(
  owned: readonly Owned[],
): (text: string, words: readonly Word[], mark: Mark) => void {
  const keys = keysOf(owned)
  if (keys.byKey.size === 0) return () => undefined
  const mayBegin = remembering((written) => keys.beginnings.has(merged(wordKeyOf(written))), wordsKeptMax)
  return (text, words, mark) => {
    words.forEach((word, at) => {
      if (!mayBegin(text.slice(word.start, word.end))) return
      for (const { end, key } of runsFrom(text, words, at, keys.beginnings)) {
        const same = [...(keys.byKey.get(key) ?? []), ...(keys.byMerged.get(merged(key)) ?? [])]
        const letters = same.length > 0 ? lettersOf(folded(text.slice(word.start, end))) : ''
        for (const { name, owner } of same) if (letters !== lettersOf(name.folded)) mark(owner)
      }
    })
  }
}

const lettersOf = (plain: string): string => plain.replace(/[^a-z]/g, '')

/** The keys of one, two and three words from `at` on, as long as a name may begin with them. */
function runsFrom(
  text: string,
  words: readonly Word[],
  at: number,
  beginnings: ReadonlySet<string>,
): { end: number; key: string }[] {
  const runs: { end: number; key: string }[] = []
  let joined = ''
  for (let count = 0; count < joinedMax; count++) {
    const next = words[at + count]
    const key = next ? wordKeyOf(text.slice(next.start, next.end)) : ''
    if (!next || next.odd !== null || key === '' || (count > 0 && !/^[\s-]{1,2}$/u.test(next.separator))) break
    joined += key
    if (!beginnings.has(merged(joined))) break
    runs.push({ end: next.end, key: joined })
  }
  return runs
}

/** Names by key, by the key with vowels merged, and every beginning of such a merged key. */
function keysOf(owned: readonly Owned[]) {
  const [byKey, byMerged] = [new Map<string, Owned[]>(), new Map<string, Owned[]>()]
  const beginnings = new Set<string>()
  for (const one of owned) {
    const latin = latinFormOf(one.name)
    if (latin === null) continue
    const key = latin
      .split(/[^a-z]+/)
      .map(keyOf)
      .join('')
    if (key.length < lettersMin) continue
    push(byKey, key, one)
    if (key.length >= mergedMin) push(byMerged, merged(key), one)
    for (let length = 1; length <= key.length; length++) beginnings.add(merged(key.slice(0, length)))
  }
  return { byKey, byMerged, beginnings }
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value) {
  const same = map.get(key)
  if (same) same.push(value)
  else map.set(key, [value])
}

function latinFormOf(name: Name): string | null {
  if (name.kind === 'brand' || name.kind === 'alias') return /^[a-z][a-z '&.-]+$/.test(name.folded) ? name.folded : null
  const isSpelledOut =
    name.kind === 'transliteration' && /^[\p{Script=Cyrillic}\p{Script=Greek} -]+$/u.test(name.folded)
  const parts = isSpelledOut ? name.folded.split(/[ -]+/).map(latinOf) : []
  return parts.length === 0 || parts.includes(null) ? null : parts.join(' ')
}

function isRespelling(
  name: Name,
  written: string,
  ownWords: ReadonlySet<string>,
  isCommonWord: (word: string) => boolean,
): boolean {
  const plain = folded(written)
  const letters = lettersOf(plain)
  if (letters.length < lettersMin || letters === lettersOf(name.folded)) return false
  const parts = plain.split(/[^a-z]+/)
  // A word of the name itself ("optimum" of "Optimum Nutrition") is not the name.
  return !parts.every((part) => ownWords.has(part) || isCommonWord(part) || isCommonWord(part.replace(/s$/, '')))
}
