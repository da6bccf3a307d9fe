import type { Term } from '../model/lexicon.ts'
import { type Folded, folded, isBoundary, originalRange, unitKind } from '../model/text-folding.ts'
import { automatonOf } from './automaton.ts'

/** A term as found: a range of the folded text. */
export type Found = { term: Term; kind: string; start: number; end: number }

/** Most terms that are kept of one text; a text with more says nothing new with the rest. */
export const foundMax = 400

export type TermFinder = (text: Folded) => Found[]

/** Calls back for each place where a term stands as its marks and its accents want it; `start` to `end` is the term itself. */
export type TermSpotter = (whole: Folded, onTerm: (index: number, start: number, end: number) => void) => void

/** Compiles terms once; the spotter makes one pass over a text. `index` is the term's place in the list. */
export function termSpotterOf(terms: readonly Pick<Term, 'text'>[]): TermSpotter {
  const entries = terms.map(entryOf)
  const automaton = automatonOf(entries.map((entry) => entry.text))
  return (whole, onTerm) => {
    const { text } = whole
    automaton.find(text, (index, start, end) => {
      const entry = entries[index]
      if (!entry) return
      if (!entry.opensLeft && start > 0 && !startsWord(text, start)) return
      if (!entry.opensRight && end < text.length && !endsWord(text, end)) return
      if (entry.accented !== null && writtenForm(whole, start, end) !== entry.accented) return
      onTerm(index, start, end)
    })
  }
}

function entryOf(term: Pick<Term, 'text'>) {
  const opensLeft = term.text.startsWith('*')
  const opensRight = term.text.endsWith('*')
  const text = folded(term.text.replace(/^\*|\*$/g, ''))
  return { text, opensLeft, opensRight, accented: accentedForm(term.text, text) }
}

/** Finds terms in one pass over a text. Where terms of one kind overlap, the longest counts. */
export function termFinderOf(terms: readonly Term[]): TermFinder {
  const spot = termSpotterOf(terms)
  return (whole) => {
    const found: Found[] = []
    spot(whole, (index, start, end) => {
      const term = terms[index]
      if (term && found.length < foundMax) found.push(foundAt(term, whole.text, start, end))
    })
    return withoutInner(found)
  }
}

/** A term that was spotted; where the term lets the word go on, the word is followed to its end. */
export function foundAt(term: Term, text: string, start: number, end: number): Found {
  const from = term.text.startsWith('*') ? wordStart(text, start) : start
  const to = term.text.endsWith('*') ? wordEnd(text, end) : end
  return { term, kind: term.kind, start: from, end: to }
}

/** Up to this length, accents tell a word from one of another language: Vietnamese "đèn" (lamp) from German "den". */
const accentedMax = 4

/** The form with accents that a short term must be written in; null when accents do not matter. */
function accentedForm(term: string, foldedTerm: string): string | null {
  const written = term
    .replace(/^\*|\*$/g, '')
    .normalize('NFC')
    .toLowerCase()
  const isLatin = /^[\p{Script=Latin}\p{M}]+$/u.test(written)
  return isLatin && foldedTerm.length <= accentedMax && written !== foldedTerm ? written : null
}

const writtenForm = (whole: Folded, start: number, end: number): string => {
  const range = originalRange(whole, start, end)
  return whole.original.slice(range.start, range.end).normalize('NFC').toLowerCase()
}

const startsWord = (text: string, at: number) => isBoundary(text.charCodeAt(at - 1), text.charCodeAt(at))
const endsWord = (text: string, at: number) =>
  isBoundary(text.charCodeAt(at - 1), text.charCodeAt(at)) || unitKind(text.charCodeAt(at)) === 'unspaced'

/** How far a term that lets the word go on is followed, in units. */
const wordRestMax = 16

function wordEnd(text: string, from: number): number {
  let end = from
  while (end < text.length && end - from < wordRestMax && !endsWord(text, end)) end++
  return end
}

function wordStart(text: string, from: number): number {
  let start = from
  while (start > 0 && from - start < wordRestMax && !startsWord(text, start)) start--
  return start
}

/** Drops a find that lies inside a longer one of the same kind; the rest by place, the longer first. */
export function withoutInner(found: Found[]): Found[] {
  if (found.length < 2) return found
  const isInner = (one: Found, at: number) =>
    found.some(
      (other, place) =>
        other.kind === one.kind &&
        other.start <= one.start &&
        one.end <= other.end &&
        (other.end - other.start > one.end - one.start || place < at),
    )
  return found.filter((one, at) => !isInner(one, at)).sort((a, b) => a.start - b.start || b.end - a.end)
}
