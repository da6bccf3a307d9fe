import { foldText } from '../../model/text-folding.ts'
import { remembering } from '../remembering.ts'
import type { Name } from './names.ts'
import type { Mark, Owned } from './owned-name.ts'
import { classKey, type Habit, habits, type Sound, sameSound, soundOfName, soundsOfWord } from './sounds.ts'
import { latinOf } from './transliteration.ts'

/** A name heard in words of another script; offsets are those of the text. */
export type Heard = { name: Name; start: number; end: number; sureness: number }

export type SoundFinder = (text: string) => Heard[]

/** Words of each script, with the vowel signs and marks that belong to them. */
const foreignWord =
  /\p{Script=Cyrillic}{2,}|\p{Script=Greek}{2,}|\p{Script=Arabic}{2,}|[\u05d0-\u05ea][\u05d0-\u05ea'"׳״]*[\u05d0-\u05ea]['׳]?|[\u0900-\u0963\u0970-\u097f]{2,}|[\u0e01-\u0e4e]{2,}|[\u30a1-\u30fa\u30fc]{2,}|[\uac00-\ud7a3]{2,}/gu
/** Most words of one text that are brought to sounds, and most words of one name. */
const wordsMax = 80
const joinedMax = 3
/** Most runs of words whose sounds are kept, and whose owners. */
const runsKeptMax = 20_000
/** Fewer sounds, or consonants, say nothing. */
const soundsMin = 4
const consonantsMin = 2
/** So many kana of a longer name, and so much of it, are its short form ("マクドナ"). */
const shortForm = { kana: 5, share: 0.65, sureness: 0.6 }
/** Endings that Russian and Ukrainian give a name that they have taken for a word, and from so many letters on. */
const endings = foldText('а у е ы и ом ой ов ам ами ах ский ские ская ского').text.split(' ')
const inflected = { letters: 5, sureness: 0.9 }

/**
 * Finds names that are spelled by ear in another script and that the watch has no alias for: Cyrillic, Greek, Arabic, Hebrew,
 * kana, Hangul, Devanagari, Thai. Whole words are compared, consonants and vowels, by what the script can tell apart. What
 * the watch's aliases of other scripts sound like counts too.
 */
export function soundFinderOf(names: readonly Name[]): SoundFinder {
  const said = saidOf(names.map((name, index) => ({ name, index, owner: 0 })))
  if (said.byKey.size === 0) return () => []
  return (text) =>
    runsIn(text).flatMap(({ start, runs }) => {
      for (const { end, run } of runs) {
        const [first] = heardIn(run, said)
        if (first) return [{ name: first.name, start, end, sureness: first.sureness }]
      }
      return []
    })
}

/** Tells whose names `soundFinderOf` finds, for the names of many watches. */
export function soundSpotterOf(owned: readonly Owned[]): (text: string, mark: Mark) => void {
  const said = saidOf(owned)
  if (said.byKey.size === 0) return () => undefined
  const ownersOf = remembering((run: string) => heardIn(run, said).map(({ owner }) => owner), runsKeptMax)
  return (text, mark) => {
    for (const { runs } of runsIn(text)) for (const { run } of runs) ownersOf(run).forEach(mark)
  }
}

type Said = Owned & { sound: Sound }
type Surely = Owned & { sureness: number }
/** Names by the key of what is heard of them, by that without an r, and by their short and inflected forms. */
type AllSaid = { byKey: Map<string, Said[]>; withoutR: Map<string, Said[]>; otherForms: Map<string, Surely[]> }

function saidOf(owned: readonly Owned[]): AllSaid {
  const all: AllSaid = { byKey: new Map(), withoutR: new Map(), otherForms: new Map() }
  const put = (map: Map<string, Said[]>, one: Owned, sound: Sound) => {
    if (sound.length >= soundsMin && sound.consonants.length >= consonantsMin)
      push(map, classKey(sound), { ...one, sound })
  }
  for (const one of owned) {
    const { name } = one
    if (name.kind === 'transliteration') {
      const latin = latinOf(name.folded.replace(/[\s・·-]/gu, ''))
      if (latin !== null) for (const sound of soundsOfWord(latin)) put(all.byKey, one, sound)
      for (const { written, sureness } of otherFormsOf(name)) push(all.otherForms, written, { ...one, sureness })
    }
    if ((name.kind !== 'brand' && name.kind !== 'alias') || name.shape.length < 4 || /\d/.test(name.folded)) continue
    for (const latin of writtenAs(name.folded)) {
      for (const way of waysToSay(latin)) {
        put(all.byKey, one, soundOfName(latin, way))
        if (latin.includes('r')) put(all.withoutR, one, soundOfName(sayingNoR(latin), way))
      }
    }
  }
  return all
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value) {
  const same = map.get(key)
  if (same) same.push(value)
  else map.set(key, [value])
}

/** A name, and the same without last consonants that French does not say ("Louis Vuitton", "Peugeot"). */
function writtenAs(name: string): string[] {
  const silentT = name.length >= 5 ? name.replace(/(?<=[aeiou])t$/, '') : name
  return [...new Set([name, silentT, silentT.replace(/(?<=[aeiou])[stx](?= )/g, '')])]
}

const waysToSay = (latin: string) =>
  (latin.includes('w') ? (['w', 'v'] as const) : (['w'] as const)).flatMap((w) =>
    (latin.includes('th') ? (['t', 's'] as const) : (['t'] as const)).map((th) => ({ w, th })),
  )

/** Japanese and Korean leave out an r that no vowel follows. */
const sayingNoR = (latin: string) => latin.replace(/er\b/g, 'a').replace(/r(?![aeiouy])/g, '')

function otherFormsOf({ folded }: Name): { written: string; sureness: number }[] {
  if (/^\p{Script=Cyrillic}+$/u.test(folded) && folded.length >= inflected.letters) {
    const stem = folded.replace(/[аеиоуыя]$/u, '')
    const forms = endings.flatMap((ending) => [folded + ending, stem + ending])
    return [...new Set(forms)].map((written) => ({ written, sureness: inflected.sureness }))
  }
  const from = Math.max(shortForm.kana, Math.ceil(folded.length * shortForm.share))
  if (!/^[\u30a1-\u30fc]+$/u.test(folded) || folded.length < from + 2) return []
  return Array.from({ length: folded.length - 1 - from }, (_, at) => ({
    written: folded.slice(0, from + at),
    sureness: shortForm.sureness,
  }))
}

/** What a run of words says: its script's habit, its words as written, and its sounds with their keys. */
type Run = { habit: Habit; written: string; sounds: readonly { sound: Sound; key: string }[] }

const runOf = remembering((run: string): Run => {
  const words = run.split(' ')
  const latin = words.map((word) => latinOf(word) ?? '').join('')
  const sounds = soundsOfWord(latin).filter((sound) => sound.consonants.length >= consonantsMin)
  return { habit: habitOf(run), written: run, sounds: sounds.map((sound) => ({ sound, key: classKey(sound) })) }
}, runsKeptMax)

/** The names that a run of words says, each owner's surest first. */
function heardIn(run: string, { byKey, withoutR, otherForms }: AllSaid): Surely[] {
  const { habit, written, sounds } = runOf(run)
  const heard = sounds.flatMap(({ sound, key }) => {
    const all = [...(byKey.get(key) ?? []), ...(habit.dropsR ? (withoutR.get(key) ?? []) : [])]
    return all.filter((one) => sameSound(one.sound, sound, habit))
  })
  return [
    ...heard.map((one) => ({ ...one, sureness: surenessOf(one.sound, habit) })),
    ...(otherForms.get(written) ?? []),
  ]
}

/** Four sounds, or two consonants, are a name only beside the brand's goods; scripts that keep sounds apart say more. */
const surenessOf = ({ length, consonants }: Sound, { isExact }: Habit): number =>
  length <= soundsMin || consonants.length <= consonantsMin
    ? isExact
      ? 0.6
      : 0.55
    : consonants.length === 3
      ? 0.65
      : 0.75

/** From each word on, the runs of words of one script that begin with it, the shortest first. */
function runsIn(text: string): { start: number; runs: { end: number; run: string }[] }[] {
  if (!/[\u0370-\uffff]/.test(text)) return []
  const words = wordsIn(text)
  return words.map((word, at) => {
    const runs: { end: number; run: string }[] = []
    let run = ''
    for (let count = 0; count < joinedMax && at + count < words.length; count++) {
      const next = words[at + count]
      const before = words[at + count - 1]
      if (!next || next.habit !== word.habit) break
      if (before && count > 0 && !/^[\s・·-]{0,3}$/u.test(text.slice(before.end, next.start))) break
      run += count > 0 ? ` ${next.written}` : next.written
      runs.push({ end: next.end, run })
    }
    return { start: word.start, runs }
  })
}

type Word = { start: number; end: number; written: string; habit: Habit }

/** A word as it is compared, with its script's habit; null when it cannot be brought to sounds. */
const saidBy = remembering((word: string): Pick<Word, 'written' | 'habit'> | null => {
  const written = foldText(word).text
  return written === '' || latinOf(written) === null ? null : { written, habit: habitOf(written) }
}, runsKeptMax)

function wordsIn(text: string): Word[] {
  const words: Word[] = []
  for (const match of text.matchAll(foreignWord)) {
    if (words.length >= wordsMax) break
    const said = saidBy(match[0])
    if (said) words.push({ start: match.index, end: match.index + match[0].length, ...said })
  }
  return words
}

function habitOf(word: string): Habit {
  const point = word.charCodeAt(0)
  if (point < 0x400) return habits.greek
  if (point < 0x590) return habits.cyrillic
  if (point < 0x600) return habits.hebrew
  if (point < 0x900) return habits.arabic
  if (point < 0xe00) return habits.devanagari
  if (point < 0x3000) return habits.thai
  return point < 0xac00 ? habits.kana : habits.hangul
}
