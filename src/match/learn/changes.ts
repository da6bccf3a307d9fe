import type { Weights } from '../../model/weights.ts'
import type { ScoredRow } from '../../store/learning/learning-store.ts'
import { evidenceOf, scoreWith } from './rescore.ts'

/** A scored listing that other weights would put on the other side of the line. */
export type SideChange = {
  hit: string | null
  watch: string
  marketplace: string
  listing: string
  title: string
  before: number
  after: number
}

/** `lookedAt` of `lookedAt + unreadable` scored listings; each list holds the first `shown`, furthest moved first. */
export type SideChanges = {
  lookedAt: number
  unreadable: number
  becomeHits: { count: number; first: SideChange[] }
  fallBelow: { count: number; first: SideChange[] }
}

/** What new weights would change for listings that are scored, without looking at them again. Pure. */
export function changesOf(
  rows: readonly ScoredRow[],
  weights: Weights,
  weightsOf: (matcher: string) => Weights | null,
  shown: number,
): SideChanges {
  const [rising, falling]: [SideChange[], SideChange[]] = [[], []]
  let lookedAt = 0
  for (const { hit, watch, marketplace, listing, title, findings, matcher } of rows) {
    const from = weightsOf(matcher)
    if (!from) continue
    lookedAt++
    const evidence = evidenceOf(findings, from)
    // Both by the same sum, so that nothing but the weights makes the difference.
    const [before, after] = [rounded(scoreWith(evidence, from)), rounded(scoreWith(evidence, weights))]
    if (before >= from.line === after >= weights.line) continue
    const change = { hit, watch, marketplace, listing, title, before, after }
    if (after > before) rising.push(change)
    else falling.push(change)
  }
  const first = (changes: SideChange[]) => ({
    count: changes.length,
    first: changes
      .sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || (a.listing < b.listing ? -1 : 1))
      .slice(0, shown),
  })
  return { lookedAt, unreadable: rows.length - lookedAt, becomeHits: first(rising), fallBelow: first(falling) }
}

const rounded = (score: number): number => Math.round(score * 1e4) / 1e4
