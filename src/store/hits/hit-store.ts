import type { Finding } from '../../model/finding.ts'
import type { Change, HitState, Verdict } from '../../model/hit.ts'
import type { Listing } from '../../model/listing.ts'

export type HitFilter = {
  state?: HitState
  watch?: string
  marketplace?: string
  verdict?: Verdict
  /** UTC day it was found, YYYY-MM-DD. */
  day?: string
  /** Substring of title or seller, folded. */
  text?: string
  scoreMin?: number
  run?: string
  /** With state open: also what this user (id) is asked without being told, second looks and samples, shown as open. */
  askedOf?: string
  /** With state open: one hit a card, the highest of those of a group that fit. */
  grouped?: true
}

/**
 * `goneAt`: the listing was not there at the last visit. `changes` are those since the last decision, `decidedBy` is the
 * person's name, `run` the last run that saw it; a lease may have ended. `isSample`: it is here only to be checked, from below
 * the line.
 */
export type Hit = {
  id: string
  watch: string
  brand: string
  run: string
  listing: Listing
  score: number
  rank: number
  findings: Finding[]
  matcher: string
  state: HitState
  verdict: Verdict | null
  foundAt: Date
  decidedAt: Date | null
  decidedBy: string | null
  reopenedAt: Date | null
  changes: Change[]
  goneAt: Date | null
  firstSeenAt: Date
  lastSeenAt: Date
  /** In the listing's order, each kept or with why it could not be. */
  pictures: ({ sha256: string } | { why: string })[]
  /** A visit that would bring its picture has not ended. */
  pictureComes: boolean
  lease: { by: string; name: string; until: Date } | null
  isSample: boolean
}

/** `after` is opaque, from the page before. `count` stops at `countMax`. */
export type HitPage = { hits: Hit[]; next: string | null; count: number; countIsCapped: boolean }

/** `others` are held with it, as they stand on its card; `by` is the name of who holds it, or one of those. */
export type Lease = { state: HitState } & (
  | { held: true; until: Date; others?: string[] }
  | { held: false; by: string; until: Date }
)

export type HitStore = {
  /** By rank, highest first; keyset pages. @throws RangeError for a cursor it did not make */
  page(filter: HitFilter, after: string | null, limit: number): Promise<HitPage>
  /**
   * All hits of a filter in the list's order, as they stand at one moment, batch by batch: the next one is read when `take` is
   * done, and an error of it ends the walk. @returns how many
   */
  walk(filter: HitFilter, take: (hits: readonly Hit[]) => Promise<void>): Promise<number>
  load(id: string): Promise<Hit | null>
  /** Other hits of its watch with the same picture. Undecided samples are left out: they would be told. */
  alike(hit: string, limit: number): Promise<Hit[]>
  /** Ids that begin so, at most two: whether the beginning names one hit. */
  idsOf(beginning: string): Promise<string[]>
  facets(
    filter: HitFilter,
  ): Promise<{ watch: Record<string, number>; marketplace: Record<string, number>; state: Record<string, number> }>
  /**
   * Takes or renews leases, all at once, each with the open others of its group; a held one of somebody else stays. By hit; one
   * that is not there is left out. The state is that of after it was taken.
   */
  lease(hits: readonly string[], user: string, now: Date, until: Date): Promise<ReadonlyMap<string, Lease>>
  release(hits: readonly string[], user: string): Promise<void>
}
