import { createHash } from 'node:crypto'
import type { ScoredListing } from '../../store/matching/matching-store.ts'
import { lineOf } from '../line.ts'
import type { Matcher } from '../matcher.ts'

/**
 * Of so many listings below the line people look at one, at most twenty a run (store/sample-rows.ts): UX.md's five cards of a
 * hundred, where some twenty listings come to a hit.
 */
export const sampleShare = 0.01

/** The same matcher, which also draws a share of what lies below the line, so that people look for what it misses. */
export const drawing = (matcher: Matcher, share: number): Matcher => ({
  ...matcher,
  score: (watch, listings, pictures, before) =>
    matcher
      .score(watch, listings, pictures, before)
      .map((scored) => withSample(scored, watch.id, lineOf(watch, before, matcher.line), share)),
})

/** Drawn or not by what the listing is called, not by chance: scored again, it is drawn again. */
function withSample(scored: ScoredListing, watch: string, line: number, share: number): ScoredListing {
  if (scored.isHit) return scored
  const [draw, place] = numbersOf(watch, scored.marketplace, scored.id)
  if (draw >= share) return scored
  return { ...scored, sample: { rate: share, rank: rankAmongHits(scored, line, place) } }
}

/** A place among the hits that says nothing: that of a hit with the same harm and a score anywhere above the line. */
function rankAmongHits({ rank, score }: ScoredListing, line: number, place: number): number {
  const harm = score.score > 0 ? rank / score.score : 1
  return Math.round(harm * (line + place * (1 - line)) * 1e6) / 1e6
}

/** Two numbers of 0..1, made from names. */
function numbersOf(...names: string[]): [number, number] {
  const digest = createHash('sha256')
    .update(JSON.stringify(['sample', ...names]))
    .digest()
  return [digest.readUInt32BE(0) / 2 ** 32, digest.readUInt32BE(4) / 2 ** 32]
}
