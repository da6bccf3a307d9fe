import type { Verdict } from '../../model/hit.ts'

/** A hit that two people decided: `count` of those with these verdicts; `third` null where they agree, or nobody was asked yet. */
export type VerdictPair = { first: Verdict; second: Verdict; third: Verdict | null; count: number }

/**
 * Counts that figures of quality are made of. `decided` and `open` are of hits above the line that stands now, `below` counts scored listings
 * under it. `samples` were drawn from those: `decided` by verdict that stands.
 */
export type QualityFacts = {
  pairs: VerdictPair[]
  waiting: { second: number; third: number }
  decided: Partial<Record<Verdict, number>>
  open: number
  below: number
  /** Scored listings: how many lie above and below the line that they were scored with. */
  expected: { above: number; below: number }
  /** The line that the watch itself says; null where it says none, and over all watches. */
  ownLine: number | null
  /** The line that the watch's budget of reviews has picked, with what it was picked from; null where none was. */
  picked: { line: number; reviewsADay: number; listingsADay: number; since: string } | null
  samples: { drawn: number; decided: Partial<Record<Verdict, number>> }
}

export type QualityStore = {
  /** Of one watch, or of all. */
  facts(watch: string | null): Promise<QualityFacts>
  /** Whether the user (id) is asked about this hit without being told: a second look or, where two differ, a third. */
  isAsked(hit: string, user: string): Promise<boolean>
}
