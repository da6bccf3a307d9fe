import { foldText } from '../../model/text-folding.ts'
import { remembering } from '../remembering.ts'
import type { Mark, Owned } from './name-index.ts'
import type { Name } from './names.ts'
import { earKey, latinOf, soundKey } from './transliteration.ts'

/** A name heard in words of another script; offsets are those of the text. */
export type Heard = { name: Name; start: number; end: number; sureness: number }

export type SoundFinder = (text: string) => Heard[]

const foreignWord = /[\p{Script=Cyrillic}\p{Script=Arabic}]{2,}|[\u30a1-\u30fc]{2,}|[\uac00-\ud7a3]{2,}/gu
/** Most words of one text that are brought to sounds, and most words of one name. */
const wordsMax = 80
const joinedMax = 3
/** Most runs of words whose sounds are kept, and whose owners. */
const runsKeptMax = 20_000
/** A key of fewer consonants says too little. */
const keyMin = 3
/** The same, with the vowels. */
const earMin = 4

type Keyed = { name: Name; full: string; bare: string; ear: string }
type Word = { start: number; end: number; latin: string; dropsR: boolean }

/**
 * Finds names that are spelled by ear in Cyrillic, Arabic, kana or Hangul and that the watch has no alias for. Only whole
 * words are compared, by their consonants; Japanese and Korean drop an r before a consonant.
 */
export function soundFinderOf(names: readonly Name[]): SoundFinder {
  const keyed = names.filter(isHearable).map(keyedOf)
  if (keyed.length === 0) return () => []
  return (text) =>
    runsIn(text).flatMap(({ start, runs }) => {
      for (const { end, run } of runs) {
        const heard = heardOf(run)
        const byEar = keyed.find((one) => sameEar(one.ear, heard))
        const hit = byEar ?? keyed.find((one) => isHeard(one, heard))
        if (hit) return [{ name: hit.name, start, end, sureness: earLength(byEar) >= 5 ? 0.75 : 0.65 }]
      }
      return []
    })
}

/** Tells whose names `soundFinderOf` finds, for the names of many watches. */
export function soundSpotterOf(owned: readonly Owned[]): (text: string, mark: Mark) => void {
  const keyed = owned.flatMap(({ name, owner }) => (isHearable(name) ? [{ ...keyedOf(name), owner }] : []))
  if (keyed.length === 0) return () => undefined
  const ownersOf = remembering((run: string) => {
    const heard = heardOf(run)
    return keyed.filter((one) => sameEar(one.ear, heard) || isHeard(one, heard)).map(({ owner }) => owner)
  }, runsKeptMax)
  return (text, mark) => {
    for (const { runs } of runsIn(text)) for (const { run } of runs) ownersOf(run).forEach(mark)
  }
}

const isHearable = (name: Name): boolean => (name.kind === 'brand' || name.kind === 'alias') && name.shape.length >= 4

const keyedOf = (name: Name): Keyed => ({
  ...{ name, full: name.sound, bare: soundKey(withoutR(name.folded)), ear: earKey(name.folded) },
})

/** Words that stand together, brought to Latin letters; and the sounds of that. */
type Run = { end: number; run: string }
type Sounds = { key: string; ear: string; wholeEar: string; dropsR: boolean }

const drops = '-'

const heardOf = remembering((run: string): Sounds => {
  const dropsR = run.startsWith(drops)
  const latin = run.slice(1)
  const ear = earKey(dropsR ? latin.replace(/[uo]$/, '') : latin)
  return { key: soundKey(latin), ear, wholeEar: earKey(latin), dropsR }
}, runsKeptMax)

/** From each word on, the runs that begin with it, the shortest first. */
function runsIn(text: string): { start: number; runs: Run[] }[] {
  if (!/[\u0400-\uffff]/.test(text)) return []
  const words = wordsIn(text)
  return words.map((word, at) => {
    const runs: Run[] = []
    let run = word.dropsR ? drops : '+'
    for (let count = 0; count < joinedMax && at + count < words.length; count++) {
      const next = words[at + count]
      const before = words[at + count - 1]
      if (!next || (before && count > 0 && !/^[\s・·-]{0,3}$/u.test(text.slice(before.end, next.start)))) break
      run += next.latin
      runs.push({ end: next.end, run })
    }
    return { start: word.start, runs }
  })
}

const earLength = (one: { ear: string } | undefined): number => one?.ear.length ?? earMin
const sameEar = (name: string, { ear, wholeEar }: Sounds) =>
  name.length >= earMin && (name === ear || name === wholeEar)

const isHeard = ({ name, full, bare }: Keyed, { key, dropsR }: Sounds): boolean =>
  sameSound(key, full, name.words.length) || (dropsR && sameSound(key, bare, name.words.length))

const withoutR = (latin: string) => latin.replace(/r(?![aeiouy])/g, '')

function wordsIn(text: string): Word[] {
  const words: Word[] = []
  for (const match of text.matchAll(foreignWord)) {
    if (words.length >= wordsMax) break
    const latin = latinOf(foldText(match[0]).text)
    if (latin === null) continue
    const dropsR = /[\u3040-\u30ff\uac00-\ud7a3]/u.test(match[0])
    words.push({ start: match.index, end: match.index + match[0].length, latin, dropsR })
  }
  return words
}

const consonants = (key: string) => key.replace('A', '').length

/** Equal, or one consonant apart in long names: "Louis Vuitton" is said without the s of Louis. */
function sameSound(a: string, b: string, nameWords: number): boolean {
  if (consonants(a) < keyMin || consonants(b) < keyMin) return false
  if (a === b) return true
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (
    long.length < (nameWords > 1 ? 5 : 7) ||
    short.length < 4 ||
    long.length - short.length > 1 ||
    short[0] !== long[0]
  )
    return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at++
  return short.length === long.length
    ? short.slice(at + 1) === long.slice(at + 1)
    : short.slice(at) === long.slice(at + 1)
}
