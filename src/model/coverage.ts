import type { LeftOut } from './left-out.ts'
import type { BlockKind } from './outcome.ts'
import type { Sort } from './sort.ts'

/**
 * How a planned search ended. `planned` has not ended; `paused` was never asked, because its lane's breaker was open;
 * `failed` spent its retries. Only `searched` and `empty` are covered.
 */
export const coverageStates = [
  'planned',
  'searched',
  'empty',
  'blocked',
  'changed',
  'refused',
  'out-of-budget',
  'paused',
  'failed',
] as const
export type CoverageState = (typeof coverageStates)[number]

/** How a page was asked: by the marketplace's official API, or as people see it. Further pages go the same way. */
export type Way = 'api' | 'page'

/**
 * One page of one search of one run; `id` is made from the rest, so that planning twice plans once. A `canary` asks for
 * what always has results, to tell an empty page from hidden results: it is counted, and its listings are not kept.
 */
export type PlannedSearch = {
  id: string
  run: string
  watch: string
  marketplace: string
  territory: string
  keyword: string
  sort: Sort
  page: number
  canary?: true
  way?: Way
}

/**
 * How it ended: `listings` were read of `claimed`; `why` is a sentence for people. Of a page, `cards` were seen: as many as were read
 * and left out together; not there where nobody counted.
 */
export type CoverageEnd = {
  state: Exclude<CoverageState, 'planned'>
  listings: number
  cards?: number
  leftOut?: LeftOut
  claimed?: number
  blockedBy?: BlockKind
  why?: string
  warnings: string[]
  way?: Way
}

/** `doubtful`: it found nothing, and neither did the run's canary there, so results may be hidden; a warning says so. */
export type CoverageRow = PlannedSearch &
  Omit<CoverageEnd, 'state'> & { state: CoverageState; doubtful?: true; plannedAt: Date; endedAt: Date | null }

/** The states of a page that was read to its end. */
export const coveredStates: readonly CoverageState[] = ['searched', 'empty']

/**
 * Whether a page was seen. The one rule: scan, status, coverage, the page's API and the metrics ask it, and the store's
 * count of covered searches is made of the same parts.
 */
export const isCovered = ({ state, doubtful }: Pick<CoverageRow, 'state' | 'doubtful'>): boolean =>
  coveredStates.includes(state) && !doubtful

/** What is said of a doubtful page, beside what the page said itself. */
export const doubt = 'no results, but the canary, which always has some, found none either: results may be hidden'

/** Why a page was not seen, in a sentence; `null` when none was kept. */
export const reasonOf = (row: Pick<CoverageRow, 'doubtful' | 'why' | 'state'>): string | null =>
  row.doubtful ? doubt : (row.why ?? (row.state === 'planned' ? 'not asked yet' : null))

/** What was planned and not seen. What is still planned is only late, not missed, while its run goes on. */
export const gapsOf = <R extends Pick<CoverageRow, 'state' | 'doubtful'>>(rows: readonly R[], hasEnded: boolean): R[] =>
  rows.filter((row) => !isCovered(row) && (row.state !== 'planned' || hasEnded))

/** Whether nothing of a run is missing so far: every page seen, every visit made, and all of it scored once it has ended. */
export const isSeen = (
  run: { endedAt: Date | null; visitsMissed: number; unscored: number },
  rows: readonly Pick<CoverageRow, 'state' | 'doubtful'>[],
): boolean =>
  gapsOf(rows, run.endedAt !== null).length === 0 && run.visitsMissed === 0 && (!run.endedAt || run.unscored === 0)

/** Of one page's listings: those that somebody paid for, and those that its search had shown before. */
export type PageCounts = { sponsored: number; duplicates: number }
