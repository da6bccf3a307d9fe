import type { CoverageEnd, CoverageRow, PageCounts, PlannedSearch } from '../model/coverage.ts'
import type { Finding, Score } from '../model/finding.ts'
import type { Change, HitState, Verdict } from '../model/hit.ts'
import type { Listing } from '../model/listing.ts'
import type { Validators } from '../model/page.ts'
import type { PricePoint, SeenBefore } from '../model/seen-before.ts'
import type { Watch } from '../model/watch.ts'
import type { ImportStore } from './import-store.ts'
import type { KeywordStore } from './keyword-store.ts'
import type { BudgetStore, LaneStore } from './lane-store.ts'
import type { LearningStore } from './learning-store.ts'
import type { PictureStore, ReferenceStore, SeenPictures } from './picture-store.ts'
import type { QualityStore } from './quality-store.ts'

/** Everything that is kept, an aggregate a part. Every write may run twice. A dead database rejects with `DependencyDown`. */
export type Store = {
  watches: WatchStore
  runs: RunStore
  searches: SearchStore
  imports: ImportStore
  matching: MatchingStore
  learning: LearningStore
  quality: QualityStore
  keywords: KeywordStore
  visits: VisitStore
  hits: HitStore
  decisions: DecisionStore
  pictures: PictureStore
  references: ReferenceStore
  lanes: LaneStore
  budget: BudgetStore
  users: UserStore
  audit: AuditStore
  ping(): Promise<void>
  close(): Promise<void>
}

export type WatchStore = {
  /** Adds or replaces; `active` watches are scheduled. */
  save(watch: Watch, active: boolean, now: Date): Promise<void>
  load(id: string): Promise<Watch | null>
  all(): Promise<
    { watch: Watch; active: boolean; lastRun: { id: string; plannedAt: Date; endedAt: Date | null } | null }[]
  >
  /** Sets every watch not named to inactive; their data stays. */
  keepActive(ids: readonly string[]): Promise<void>
}

export type RunTrigger = 'schedule' | 'start' | 'scan' | 'person' | 'import'
export type Run = { id: string; watch: string; trigger: RunTrigger; plannedAt: Date; endedAt: Date | null }

/** How far a run is. `listings` counts distinct listings seen, `hits` those of its watch found or seen again in it. */
export type RunProgress = Run & {
  searchesPlanned: number
  searchesEnded: number
  searchesCovered: number
  listings: number
  unscored: number
  visitsPlanned: number
  visitsEnded: number
  /** Ended without the listing's page having been read or being gone. */
  visitsMissed: number
  hits: number
}

export type RunStore = {
  /** The run and its first pages in one transaction; planning the same run again changes nothing. */
  plan(
    run: { id: string; watch: string; trigger: RunTrigger },
    searches: readonly PlannedSearch[],
    now: Date,
  ): Promise<void>
  progress(run: string): Promise<RunProgress | null>
  /** Newest first. */
  latest(limit: number): Promise<RunProgress[]>
  /** Ends the run when every search and visit has ended and all is scored. @returns true when it is ended (now or before) */
  endIfDone(run: string, now: Date): Promise<boolean>
  coverage(run: string): Promise<CoverageRow[]>
  /** By a page's search id; a page without paid or repeated listings is left out. Reads all sightings of the run. */
  pageCounts(run: string): Promise<ReadonlyMap<string, PageCounts>>
  /** For upkeep: oldest first, planned or ended before `before`. */
  forgotten(
    before: Date,
    limit: number,
  ): Promise<{
    searches: (PlannedSearch & { priority: number })[]
    unscored: { id: string; of: 'search' | 'visit'; run: string; priority: number }[]
    visits: (PlannedVisit & { priority: number })[]
    runs: string[]
  }>
}

export type SearchStore = {
  load(id: string): Promise<{ search: PlannedSearch; state: CoverageRow['state']; watch: Watch } | null>
  /**
   * One transaction: sightings in page order, listings' latest state, the coverage row's end, and the next page's row.
   * @returns saved false when the search had ended before (nothing is changed then)
   */
  save(result: {
    search: PlannedSearch
    end: CoverageEnd
    listings: readonly Listing[]
    next: PlannedSearch | null
    now: Date
  }): Promise<{ saved: boolean }>
  /** What followed from an ended search, so that a job that runs twice adds the same jobs: its next page if still planned. */
  nextOf(search: PlannedSearch): Promise<PlannedSearch | null>
}

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
  sample?: { rate: number; rank: number }
}
export type Batch = { of: 'search' | 'visit'; id: string }
export type PlannedVisit = { id: string; run: string; watch: string; marketplace: string; listing: string }

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

export type VisitEnd = {
  state: 'visited' | 'gone' | 'blocked' | 'changed' | 'refused' | 'paused' | 'failed' | 'out-of-budget'
  why?: string
}

/** `since` is what the listing's page can be asked again with; null when with nothing, as after it was gone. */
export type LoadedVisit = {
  visit: PlannedVisit
  state: string
  listing: Listing
  since: Validators | null
  watch: Watch
}

/**
 * `detail` is what was read; `validators` what the page can be asked again with. In their place `unchanged`: the site says
 * that the reading which these are about still holds.
 */
export type VisitResult = {
  visit: PlannedVisit
  end: VisitEnd
  detail: Listing | null
  validators?: Validators
  unchanged?: Validators
  now: Date
}

export type VisitStore = {
  load(id: string): Promise<LoadedVisit | null>
  /** Saves the detail (when visited), marks the listing gone (when gone), ends the visit. Ended before: nothing changes. */
  save(result: VisitResult): Promise<{ saved: boolean }>
}

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
  picture: { sha256: string } | { why: string } | null
  lease: { by: string; name: string; until: Date } | null
  isSample: boolean
}

/** `after` is opaque, from the page before. `count` stops at `countMax`. */
export type HitPage = { hits: Hit[]; next: string | null; count: number; countIsCapped: boolean }

export type HitStore = {
  /** By rank, highest first; keyset pages. @throws RangeError for a cursor it did not make */
  page(filter: HitFilter, after: string | null, limit: number): Promise<HitPage>
  load(id: string): Promise<Hit | null>
  /** Other hits of its watch with the same picture. Undecided samples are left out: they would be told. */
  alike(hit: string, limit: number): Promise<Hit[]>
  /** Ids that begin so, at most two: whether the beginning names one hit. */
  idsOf(beginning: string): Promise<string[]>
  facets(
    filter: HitFilter,
  ): Promise<{ watch: Record<string, number>; marketplace: Record<string, number>; state: Record<string, number> }>
  /** Takes or renews the lease; a held one of somebody else stays, `by` is that person's name. */
  lease(
    hit: string,
    user: string,
    now: Date,
    until: Date,
  ): Promise<{ held: true; until: Date } | { held: false; by: string; until: Date } | null>
  release(hit: string, user: string): Promise<void>
}

/** `secondLook`: somebody else is to be asked about it too. */
export type Decision = { id: string; hit: string; verdict: Verdict; user: string; now: Date; secondLook?: boolean }
export type DecideOutcome =
  /** `sample`: it was one from below the line, which is told only now. */
  | { kind: 'saved'; sample?: true }
  /** The same decision id was saved before. */
  | { kind: 'already' }
  /** Somebody else decided it, or holds the card; `by` is that person's name. */
  | { kind: 'taken'; by: string }
  | { kind: 'missing' }

export type DecisionStore = {
  /** Verdict, hit and audit entry in one transaction. */
  decide(decision: Decision): Promise<DecideOutcome>
  /** Takes one's own decision back: the hit is as it was before it. */
  undo(
    decision: string,
    user: string,
    now: Date,
  ): Promise<{ kind: 'undone' | 'already' | 'not-yours' | 'superseded' | 'missing' }>
  /** Newest first; `user` is the person's name. */
  history(
    hit: string,
  ): Promise<{ id: string; verdict: Verdict; user: string; decidedAt: Date; undoneAt: Date | null }[]>
  /** Decisions of a person that stand, since an instant, by verdict. */
  countSince(user: string, since: Date): Promise<Record<Verdict, number>>
}

export type Role = 'admin' | 'reviewer'
export type User = { id: string; name: string; role: Role }

/** Tokens reach the store only as SHA-256 hex. */
export type UserStore = {
  /** Adds the user or sets the role of the one with that name. */
  ensure(name: string, role: Role, now: Date): Promise<User>
  all(): Promise<User[]>
  addSigninLink(user: string, tokenHash: string, expiresAt: Date): Promise<void>
  /** Works once: the link's user and a session of theirs, or null for an unknown, used or expired link. */
  useSigninLink(tokenHash: string, sessionHash: string, now: Date, sessionExpiresAt: Date): Promise<User | null>
  session(tokenHash: string, now: Date): Promise<User | null>
  endSession(tokenHash: string): Promise<void>
}

type AuditLine = { at: Date; who: string; action: string; what: Record<string, unknown> }
export type AuditEntry = AuditLine & { seq: string; hash: string }

export type AuditStore = {
  append(entry: { who: string; action: string; what: Record<string, unknown>; now: Date }): Promise<void>
  latest(limit: number): Promise<AuditEntry[]>
  /** Recomputes the chain. @returns the first entry that does not fit, or null */
  firstBroken(): Promise<string | null>
}
