import type { Listing } from '../model/listing.ts'
import type { SeenBefore } from '../model/seen-before.ts'
import type { ScoredListing } from '../store/matching/matching-store.ts'
import type { Link } from './brand/link.ts'
import { nameIndexOf } from './brand/name-index.ts'
import { type Facts, linksIn, type ReadyWatch } from './facts.ts'
import type { Field } from './listing-text.ts'

/** A score, and the place of its watch among the watches. */
export type WatchScore = { watch: number; scored: ScoredListing }

/** Scores of one batch of listings with many watches. */
export type BatchScores = {
  /**
   * For each listing, in order, its scores with the watches that its text may name, in the watches' order. Every hit, and
   * everything that is worth a visit, is among them.
   */
  near: readonly (readonly WatchScore[])[]
  /** One listing's scores with all watches, in their order; those that are not near are made now. */
  all(listing: number): ScoredListing[]
  /** One listing's highest score, the first of equals; null without watches. */
  best(listing: number): WatchScore | null
}

/**
 * Scores a batch with all of the watches it was made for: the same scores as with one after the other. `before` says what is
 * known beyond the batch, by the watch's place.
 */
export type ManyMatcher = (
  listings: readonly Listing[],
  before?: (watch: number) => SeenBefore | undefined,
) => BatchScores

/** A listing with its text read. */
export type ReadListing = { listing: Listing; fields: readonly Field[] }

/** How one watch scores one batch. `named`: facts of all listings that name it, which may set the price of the others. */
type Scoring = {
  /** No listing gets more than this with a watch that nothing links it to; from `line` on, it is a hit. */
  farMax: number
  line: number
  fieldsOf(listing: Listing): readonly Field[]
  factsOf(known: ReadyWatch, text: ReadListing, links: readonly Link[], before: SeenBefore | undefined): Facts
  scorerOf(known: ReadyWatch, named: readonly Facts[], before: SeenBefore | undefined): (facts: Facts) => ScoredListing
}

/**
 * Makes many watches ready to score listings together: each listing is read once and looked up once in the names of all
 * watches, and only those whose names it may have look at it. The rest score it as a listing that nothing links to them.
 */
export function manyWatches(ready: readonly ReadyWatch[], scoring: Scoring): ManyMatcher {
  // Weights that let a listing be a hit without a link are looked at by every watch.
  const everyWatch = ready.map((_, watch) => ({ watch, clues: undefined }))
  const watchesNear = scoring.farMax < scoring.line ? nameIndexOf(ready.map(({ names }) => names)) : () => everyWatch
  const bestOf = (scores: readonly WatchScore[]) =>
    scores.reduce<WatchScore | null>(
      (best, one) => (best === null || one.scored.score.score > best.scored.score.score ? one : best),
      null,
    )
  return (listings, before) => {
    const read = listings.map((listing) => ({ listing, fields: scoring.fieldsOf(listing) }))
    const near = read.map(({ fields }) => watchesNear(fields))
    const named = new Map<number, Map<number, Facts>>()
    near.forEach((watches, at) => {
      for (const { watch, clues } of watches) {
        const [known, one] = [ready[watch], read[at]]
        const links = known && one ? linksIn(known, one.fields, clues) : []
        const facts = known && one && scoring.factsOf(known, one, links, before?.(watch))
        const own = named.get(watch)
        if (own && facts) own.set(at, facts)
        else if (facts) named.set(watch, new Map([[at, facts]]))
      }
    })
    const scorers = new Map<number, (facts: Facts) => ScoredListing>()
    const score = (watch: number, at: number): ScoredListing[] => {
      const [known, one] = [ready[watch], read[at]]
      if (!known || !one) return []
      const own = named.get(watch)
      const scorer = scorers.get(watch) ?? scoring.scorerOf(known, [...(own?.values() ?? [])], before?.(watch))
      scorers.set(watch, scorer)
      return [scorer(own?.get(at) ?? scoring.factsOf(known, one, [], before?.(watch)))]
    }
    const scoredNear = near.map((watches, at) =>
      watches.flatMap(({ watch }) => score(watch, at).map((scored): WatchScore => ({ watch, scored }))),
    )
    const all = (at: number): ScoredListing[] => {
      const made = new Map(scoredNear[at]?.map(({ watch, scored }) => [watch, scored]))
      return ready.flatMap((_, watch) => made.get(watch) ?? score(watch, at))
    }
    return {
      near: scoredNear,
      all,
      best(at) {
        const best = bestOf(scoredNear[at] ?? [])
        const isHighest = best !== null && best.scored.score.score > scoring.farMax
        return isHighest ? best : bestOf(all(at).map((scored, watch) => ({ watch, scored })))
      },
    }
  }
}
