import type { BlockKind } from './outcome.ts'

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

/** One page of one search of one run; `id` is made from the rest, so that planning twice plans once. */
export type PlannedSearch = {
  id: string
  run: string
  watch: string
  marketplace: string
  territory: string
  keyword: string
  page: number
}

/** How it ended: `listings` were read of `claimed`; `why` is a sentence for people. */
export type CoverageEnd = {
  state: Exclude<CoverageState, 'planned'>
  listings: number
  claimed?: number
  blockedBy?: BlockKind
  why?: string
  warnings: string[]
}

export type CoverageRow = PlannedSearch &
  Omit<CoverageEnd, 'state'> & { state: CoverageState; plannedAt: Date; endedAt: Date | null }

export const isCovered = (state: CoverageState): boolean => state === 'searched' || state === 'empty'
