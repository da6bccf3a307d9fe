import type { Interval } from '../model/interval.ts'

/** A share 0..1 of `whole` cases, with its 95 % interval. */
export type Share = { part: number; whole: number; share: number; interval: Interval }

/** What is known of what lies below the line. `misses` and `recall` are estimates; `null` until a sample has been decided. */
export type Misses = {
  below: number
  drawn: number
  decided: number
  counterfeit: Share | null
  misses: { estimate: number; interval: Interval } | null
  recall: { estimate: number; interval: Interval } | null
}
