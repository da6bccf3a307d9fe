import type { Term } from '../model/lexicon.ts'
import { type Folded, folded, isBoundary, originalRange, unitKind } from '../model/text-folding.ts'
import { automatonOf } from './automaton.ts'

/** A term as found: a range of the folded text. */
export type Found = { term: Term; kind: string; start: number; end: number }

/** Most terms that are kept of one text; a text with more says nothing new with the rest. */
export const foundMax = 400

export type TermFinder = (text: Folded) => Found[]

/** Compiles terms once; the finder makes one pass over a text. Where terms of one kind overlap, the longest counts. */
export function termFinderOf(terms: readonly Term[]): TermFinder {
  const entries = terms.flatMap((term) => {
    const opensLeft = term.text.startsWith('*')
    const opensRight = term.text.endsWith('*')
    const text = folded(term.text.replace(/^\*|\*$/g, ''))
    return text === '' ? [] : [{ term, text, opensLeft, opensRight, accented: accentedForm(term.text, text) }]
  })
  const automaton = automatonOf(entries.map((entry) => entry.text))
  return (whole) => {
    const { text } = whole
    const found: Found[] = []
    automaton.find(text, (index, start, end) => {
      const entry = entries[index]
      if (!entry || found.length >= foundMax) return
      if (!entry.opensLeft && start > 0 && !startsWord(text, start)) return
      if (!entry.opensRight && end < text.length && !endsWord(text, end)) return
      if (entry.accented !== null && writtenForm(whole, start, end) !== entry.accented) return
      const from = entry.opensLeft ? wordStart(text, start) : start
      const to = entry.opensRight ? wordEnd(text, end) : end
      found.push({ term: entry.term, kind: entry.term.kind, start: from, end: to })
    })
    return withoutInner(found)
  }
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

/** Drops a find that lies inside a longer one of the same kind. */
function withoutInner(found: Found[]): Found[] {
  if (found.length < 2) return found
  const byLength = [...found].sort((a, b) => b.end - b.start - (a.end - a.start))
  const kept: Found[] = []
  for (const one of byLength) {
    const inner = kept.some((other) => other.kind === one.kind && other.start <= one.start && one.end <= other.end)
    if (!inner) kept.push(one)
  }
  return kept.sort((a, b) => a.start - b.start || b.end - a.end)
}
