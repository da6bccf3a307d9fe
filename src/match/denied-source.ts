import type { Span } from '../model/finding.ts'
import type { Link } from './brand/link.ts'
import { type Field, spanOf } from './listing-text.ts'

/** Words that say that the goods are not the brand's: where they stand, with the name. */
export type DeniedSource = { link: Link; span: Span; words: string }

const denyingKinds: ReadonlySet<string> = new Set(['cue.rather', 'cue.not', 'cue.not-after'])
/** An article or a colon may stand between the words and the name. */
const between =
  /^[\s:"'«„“]{0,2}(?:(?:an?|the|une?|una|uno|um|uma|eine?[nrms]?|eines|il|la|el|le|l'|een|den|det|en)\s)?["'«„“]?$/u
const clauseStart = /(?:^|[.,;:!?()[\]–—|/]\s?|\s-\s?)$/u
/** "No" and its like are other words elsewhere (Portuguese "no" is "in the"): they count at the start of a clause. */
const shortNo = /^(?:no|ne|ni|nu|ej|non|ei|e|anti|pas|sin)$/u
const askedAndDenied =
  /^["'»”“]?\s?\?\s?[–—:-]?\s?(?:no|nein|non|não|nao|nee|nie|ne|нет|ні|hayır|nej|ei|nu|όχι|tidak|bukan|không|不是|いいえ|아니)(?![\p{L}])/u
/** Wording this near behind the name is what is denied: "not a Halvard copy". */
const wordingReach = 14

/** Finds names that a listing says are not the source of its goods: "not a …", "unlike a …", "… ではありません". */
export function deniedSources(fields: readonly Field[], links: readonly Link[]): DeniedSource[] {
  return links.flatMap((link) => {
    const field = fields.find((one) => one.name === link.span.field)
    const denied = field && denialOf(field, link)
    return denied ? [{ link, ...denied }] : []
  })
}

function denialOf(field: Field, link: Link): { span: Span; words: string } | null {
  const text = field.folded.original
  const { start, end } = link.span
  if (deniesWording(field, end)) return null
  for (const found of field.found) {
    if (!denyingKinds.has(found.kind)) continue
    const span = spanOf(field, found)
    const gap = text.slice(span.end, start).toLowerCase()
    const isBefore = span.end <= start && start - span.end <= 8 && between.test(gap)
    const cue = text.slice(span.start, span.end)
    if (found.kind === 'cue.rather' && isBefore) return { span, words: cue }
    if (found.kind === 'cue.not' && isBefore) {
      const isSure =
        !shortNo.test(cue.toLowerCase()) || clauseStart.test(text.slice(Math.max(0, span.start - 3), span.start))
      if (isSure) return { span, words: cue }
    }
    const isBehind =
      found.kind === 'cue.not-after' && span.start >= end && /^["'»”“\s]{0,2}$/u.test(text.slice(end, span.start))
    if (isBehind && !/^(?:nélkül|なし|無し|없음|없습니다)$/u.test(cue)) return { span, words: cue }
  }
  return askedAndDenied.test(text.slice(end, end + 16).toLowerCase())
    ? { span: link.span, words: text.slice(start, end + 6).trim() }
    : null
}

const deniesWording = (field: Field, end: number): boolean =>
  field.found.some((found) => {
    if (found.kind !== 'wording.replica' && found.kind !== 'wording.grade') return false
    const { start } = spanOf(field, found)
    return start >= end && start - end <= wordingReach && !/[.,;:!?()]/u.test(field.folded.original.slice(end, start))
  })
