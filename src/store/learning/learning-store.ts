import type { Finding } from '../../model/finding.ts'
import type { Verdict } from '../../model/hit.ts'
import type { Measures } from '../../model/measures.ts'
import type { Weights } from '../../model/weights.ts'

type Compared = { old: Measures; new: Measures }

/**
 * What a proposal was fitted on, kept with it. `ruled`: verdicts that a rule of combination decides; `samples`: of those below
 * the line; `brands`, `time`: on verdicts that were held out; `own`: on those it was fitted on. Instants are ISO 8601.
 */
export type FittedOn = {
  parent: string
  verdicts: number
  counterfeit: number
  other: number
  samples: number
  ruled: number
  unreadable: number
  watches: string[]
  oldest: string
  newest: string
  brands: (Compared & { trainedOn: number }) | null
  time: (Compared & { trainedOn: number; since: string }) | null
  own: Compared
  advice: 'better' | 'no-better' | 'not-tested'
}

/** `shipped` came with a release, `learned` was fitted here, `completed` is a learned one with signals of a later release. */
export type WeightVersion = {
  kind: 'shipped' | 'learned' | 'completed'
  weights: Weights
  fittedOn: FittedOn | null
  madeAt: Date
}

/** A decision that stands, with what was seen when it was made. `sampledAt`: the rate at which it was drawn from below the line. */
export type DecidedListing = {
  hit: string
  watch: string
  verdict: Verdict
  decidedAt: Date
  findings: Finding[] | null
  matcher: string | null
  sampledAt: number | null
}

/** A listing's latest score. `hit` is null below the line. */
export type ScoredRow = {
  hit: string | null
  watch: string
  marketplace: string
  listing: string
  title: string
  findings: Finding[]
  matcher: string
}

export type WeightChoice = { version: string | null; by: string; at: Date }

export type LearningStore = {
  /** Keeps a version; one that is known stays as it was first kept. */
  keepVersion(version: Omit<WeightVersion, 'madeAt'>, now: Date): Promise<void>
  /** Newest first. */
  versions(): Promise<WeightVersion[]>
  /** The newest first; the first is what the next start uses. `version` null: what ships. */
  choices(limit: number): Promise<WeightChoice[]>
  /** Which weights the next start uses (`null`: what ships), with an audit entry in the same transaction. */
  choose(version: string | null, by: string, now: Date): Promise<'chosen' | 'already' | 'missing'>
  /** Last standing verdicts that decide something, newest first; those that two reviewers disagree about are left out. */
  decided(watch: string | null, limit: number): Promise<DecidedListing[]>
  /** Latest scores, newest first. */
  scored(watch: string | null, limit: number): Promise<ScoredRow[]>
}
