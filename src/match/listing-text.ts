import type { Span } from '../model/finding.ts'
import type { Pair } from '../model/lexicon.ts'
import type { Listing } from '../model/listing.ts'
import { type Folded, foldText, originalRange } from '../model/text-folding.ts'
import { bracketedGrades } from './bracketed-grade.ts'
import { type Word, wordsOf } from './brand/spelling.ts'
import type { Found, TermFinder } from './lexicon.ts'
import { remembering } from './remembering.ts'

export type FieldName = 'title' | 'brand' | 'description' | 'category' | 'condition'

/**
 * One field of a listing, folded, with the terms found in it. `words()` cuts it where a name may be disguised; once,
 * however many watches ask.
 */
export type Field = {
  name: FieldName
  folded: Folded
  found: readonly Found[]
  byKind: ReadonlyMap<string, readonly Found[]>
  words(): readonly Word[]
}

/** Text of one field that is looked through for disguises, in UTF-16 units. */
export const disguiseUnitsMax = 4_000

/** Longest text that is read of each field, in UTF-16 units; a finding says when something was cut. */
export const unitsMax = {
  title: 2_000,
  brand: 400,
  description: 20_000,
  category: 400,
  condition: 200,
  seller: 400,
} as const

function readField(name: FieldName, text: string, find: TermFinder, pairs: readonly Pair[]): Field {
  const foldedText = foldText(text, unitsMax[name])
  const found = withoutCovered(find(foldedText))
  const made = [
    ...pairsIn(found, pairs, foldedText.text),
    ...(name === 'title' ? bracketedGrades(foldedText.text) : []),
  ]
  const all = made.length > 0 ? found.concat(made) : found
  const byKind = new Map<string, Found[]>()
  for (const one of all) {
    const same = byKind.get(one.kind)
    if (same) same.push(one)
    else byKind.set(one.kind, [one])
  }
  let words: readonly Word[] | null = null
  return {
    ...{ name, folded: foldedText, found: all, byKind },
    words() {
      words ??= wordsOf(text, disguiseUnitsMax)
      return words
    },
  }
}

/** Cues within whose words another cue says nothing: "worn" of "never worn", "sample" of "free samples". */
const covers = new Map([
  ['cue.not-used', 'cue.used'],
  ['cue.style', 'cue.used'],
  ['cue.not-sample', 'cue.sample'],
  ['cue.not-legit', 'cue.legit-replica'],
  ['cue.not-part', 'cue.part'],
  ['cue.not-cheap-line', 'cue.cheap-line'],
])

/** Leaves out cues that lie in the words of one that turns them round, and those whose company makes them innocent. */
function withoutCovered(found: readonly Found[]): readonly Found[] {
  const over = found.filter((one) => covers.has(one.kind))
  const isInnocent = (one: Found) =>
    one.kind.startsWith('cue.') && one.term.unless.some((kind) => found.some((other) => other.kind === kind))
  return over.length === 0 && !found.some((one) => one.term.unless.length > 0)
    ? found
    : found.filter(
        (one) =>
          !isInnocent(one) &&
          !over.some((by) => covers.get(by.kind) === one.kind && by.start <= one.start && one.end <= by.end),
      )
}

/** A brand line that the title repeats says nothing more. */
const isNews = (brand: string | undefined, title: string): brand is string =>
  brand !== undefined && brand.trim() !== '' && !title.toLowerCase().includes(brand.trim().toLowerCase())

/** Most shelves, and most conditions, that are kept as read: a marketplace has few, and says them of each listing. */
const keptMax = 5_000

/** Reads listings' fields that carry text, title first. What is said of many listings alike is read once. */
export function fieldReaderOf(find: TermFinder, pairs: readonly Pair[]): (listing: Listing) => Field[] {
  const read = (name: FieldName, text: string) => readField(name, text, find, pairs)
  // Letters put together anew, so that what is kept does not keep the page that they were cut out of.
  const kept = (name: FieldName) => remembering((text) => read(name, text.split('').join('')), keptMax)
  const [condition, category] = [kept('condition'), kept('category')]
  return (listing) => {
    const fields = [read('title', listing.title)]
    if (isNews(listing.brand, listing.title)) fields.push(read('brand', listing.brand))
    if (listing.description) fields.push(read('description', listing.description))
    if (listing.condition) fields.push(condition(listing.condition))
    if (listing.category) fields.push(category(listing.category))
    return fields
  }
}

/** Most parts that are compared with one another, and most pairs kept, of one text. */
const partsMax = 60
const pairsMax = 50

function pairsIn(found: readonly Found[], pairs: readonly Pair[], text: string): readonly Found[] {
  const all = found.filter((one) => one.kind.startsWith('part.'))
  if (all.length < 2) return []
  // "brand" of "brand new" is no part.
  const news = found.filter((one) => one.kind === 'cue.new')
  const parts = all
    .filter((one) => !news.some((other) => other.start <= one.start && one.end <= other.end))
    .slice(0, partsMax)
  if (parts.length < 2) return []
  const made: Found[] = []
  for (const pair of pairs) {
    for (const first of parts) {
      if (first.kind !== pair.first) continue
      for (const second of parts) {
        if (second.kind !== pair.second || made.length >= pairsMax) continue
        const [left, right] = first.start <= second.start ? [first, second] : [second, first]
        const between = text.slice(left.end, right.start)
        if (right.start < left.end || between.length > pair.gap || breaks(pair, between)) continue
        const strength = pair.strength * Math.min(first.term.strength, second.term.strength)
        const term = {
          ...first.term,
          kind: pair.kind,
          strength,
          unless: pair.unless,
          note: pair.note,
          text: text.slice(left.start, right.end),
        }
        made.push({ term, kind: pair.kind, start: left.start, end: right.end })
      }
    }
  }
  return made
}

/** Whether two parts belong to two sentences; for words that must stand together a comma is enough. */
const breaks = (pair: Pair, between: string): boolean =>
  /[.;!?。！？；|]\s/u.test(between) || (pair.gap <= 4 && /[,，、]/u.test(between))

/** The span of a find, in the original text. */
export function spanOf(field: Field, found: { start: number; end: number }): Span {
  return { field: field.name, ...originalRange(field.folded, found.start, found.end) }
}

/** The words as the listing has them. */
export function quoted(field: Field, found: { start: number; end: number }): string {
  const { start, end } = originalRange(field.folded, found.start, found.end)
  const text = field.folded.original.slice(start, end).replace(/\s+/gu, ' ')
  return `“${text.length > 60 ? `${text.slice(0, 60)}…` : text}”`
}

/** A cue as found, with its field. */
export type Cue = { field: Field; found: Found }

/** Most cues are in no text: one list for all of those, since a score asks for dozens of kinds. */
const noCues: readonly Cue[] = []

/** The finds of a cue in title, description and condition. */
export function cuesIn(fields: readonly Field[], kind: string): readonly Cue[] {
  let cues: Cue[] | null = null
  for (const field of fields) {
    const all = field.name === 'category' ? undefined : field.byKind.get(kind)
    if (all === undefined) continue
    cues ??= []
    for (const found of all) cues.push({ field, found })
  }
  return cues ?? noCues
}

/** The strongest find of a cue in title and description, the first of equals. */
export const strongestCue = (fields: readonly Field[], kind: string): Cue | undefined =>
  strongestOf(cuesIn(fields, kind))

export const strongestOf = (cues: readonly Cue[]): Cue | undefined =>
  cues.reduce((best, one) => (best && best.found.term.strength >= one.found.term.strength ? best : one), cues[0])
