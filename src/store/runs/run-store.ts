import type { CoverageRow, PageCounts, PlannedSearch } from '../../model/coverage.ts'
import type { PlannedVisit, VisitEnd } from '../visits/visit-store.ts'

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

/** Visits of a run that ended without the listing's page, put together by why. */
export type MissedVisits = { marketplace: string; state: VisitEnd['state']; why: string | null; count: number }

export type RunStore = {
  /** The run and its first pages in one transaction; planning the same run again changes nothing. */
  plan(
    run: { id: string; watch: string; trigger: RunTrigger },
    searches: readonly PlannedSearch[],
    now: Date,
  ): Promise<void>
  /**
   * Plans the run when its watch is due: it was never crawled, or its last crawl has ended and was planned before `due`
   * (null: never again). One process at a time, so that of many that ask at once one plans.
   * @returns the run that goes on, this one or the last, which has not ended; null when nothing is due
   */
  planDue(
    run: { id: string; watch: string; trigger: RunTrigger },
    searches: readonly PlannedSearch[],
    due: Date | null,
    now: Date,
  ): Promise<{ run: string; planned: boolean } | null>
  progress(run: string): Promise<RunProgress | null>
  /** Newest first. */
  latest(limit: number): Promise<RunProgress[]>
  /** Ends the run when every search and visit has ended and all is scored. @returns true when it is ended (now or before) */
  endIfDone(run: string, now: Date): Promise<boolean>
  coverage(run: string): Promise<CoverageRow[]>
  /** Why listings of a run were not visited, the most frequent first. */
  missedVisits(run: string): Promise<MissedVisits[]>
  /** What listings' own pages gave reason to doubt, as `why`: they were read. The most frequent first. */
  doubtedVisits(run: string): Promise<MissedVisits[]>
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
