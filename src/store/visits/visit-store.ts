import type { Listing } from '../../model/listing.ts'
import type { Validators } from '../../model/page.ts'
import type { Watch } from '../../model/watch.ts'

export type PlannedVisit = { id: string; run: string; watch: string; marketplace: string; listing: string }

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
