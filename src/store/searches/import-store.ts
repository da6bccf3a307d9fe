import type { CoverageEnd, PlannedSearch } from '../../model/coverage.ts'
import type { Listing, ListingKey } from '../../model/listing.ts'
import type { Provenance } from '../../model/provenance.ts'

/** A page of an imported file: a page record, or so many rows of a table. `places` says where in the file each listing stands. */
export type ImportedPage = {
  search: PlannedSearch
  end: CoverageEnd
  listings: readonly Listing[]
  places: readonly string[]
  provenance: Provenance
  seenAt: Date
}

export type ImportStore = {
  /** Of these files, by SHA-256, those that were imported for the watch before, and when. */
  known(watch: string, hashes: readonly string[]): Promise<Map<string, Date>>
  /** How many of these listings were seen before, by any watch. */
  seen(keys: readonly ListingKey[]): Promise<number>
  /**
   * One transaction: a run with trigger "import", and every page as an ended search. Files that were imported for the watch
   * before are left out, unless `again`. @returns the searches that were saved; without any, nothing was written
   * @throws the reason of `stop` when it was aborted before the end: nothing was written then
   */
  save(imported: {
    run: string
    watch: string
    pages: readonly ImportedPage[]
    again: boolean
    now: Date
    stop?: AbortSignal
  }): Promise<{ saved: PlannedSearch[] }>
}
