import type { CoverageEnd, CoverageRow, PlannedSearch } from '../../model/coverage.ts'
import type { Shown } from '../../model/left-out.ts'
import type { Listing } from '../../model/listing.ts'
import type { Watch } from '../../model/watch.ts'

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
  /** What the market's last pages showed of their listings, by the same way; `null` when none was read so far. */
  usual(search: PlannedSearch): Promise<Shown | null>
  /** What followed from an ended search, so that a job that runs twice adds the same jobs: its next page if still planned. */
  nextOf(search: PlannedSearch): Promise<PlannedSearch | null>
}
