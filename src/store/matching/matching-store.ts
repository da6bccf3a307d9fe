import type { Score } from '../../model/finding.ts'
import type { Listing } from '../../model/listing.ts'
import type { PricePoint, SeenBefore, ShopPoint } from '../../model/seen-before.ts'
import type { Watch } from '../../model/watch.ts'
import type { SeenPictures } from '../pictures/picture-store.ts'
import type { PlannedVisit } from '../visits/visit-store.ts'

/**
 * What the matcher says of one listing of a batch. `rank` orders the review list, higher first. `sample`: it was drawn from
 * below the line, at this rate, to be put into the list at that rank.
 */
export type ScoredListing = {
  marketplace: string
  id: string
  score: Score
  rank: number
  isHit: boolean
  worthVisit: boolean
  /** What it asks, where the watch has no official price to hold it against; it is kept for others to be held against. */
  pricePoint?: PricePoint
  /** What it says of its shop, where something is known beyond the batch; kept for the shop's other listings. */
  shopPoint?: ShopPoint
  sample?: { rate: number; rank: number }
  /** The product it is of, by name, where the listing says which; left out where it is a guess. */
  product?: string
}

export type Batch = { of: 'search' | 'visit'; id: string }

export type MatchingStore = {
  /**
   * One transaction that locks the batch's listings (in key order), hands them merged to `scorer` (pure, no I/O), and saves
   * scores, hits (found, re-opened when changed since decided, withdrawn when undecided and no longer a hit) and visits
   * (at most one a listing and run; none for a decided hit that did not change). Scored before: nothing changes, same answer.
   * @returns the visits of this batch still planned, and the number of its listings that are hits; null for an unknown batch
   */
  scoreBatch(
    batch: Batch,
    scorer: (watch: Watch, listings: readonly Listing[], pictures: SeenPictures, before: SeenBefore) => ScoredListing[],
    matcher: string,
    now: Date,
  ): Promise<{ run: string; hits: number; visits: PlannedVisit[] } | null>
}
