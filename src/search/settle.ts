import type { CoverageEnd, PlannedSearch } from '../model/coverage.ts'
import type { Listing } from '../model/listing.ts'
import type { BlockKind, SearchOutcome } from '../model/outcome.ts'
import { nextPage } from '../model/planned-search.ts'

/** What a search's outcome means: how its coverage row ends, what is kept, what follows, and what its lane learns. */
export type Settled = {
  end: CoverageEnd
  listings: Listing[]
  next: PlannedSearch | null
  breaker: { kind: 'close' } | { kind: 'open'; by: BlockKind | null; why: string }
}

/** `pagesMax` is the watch's: the most results pages that one search may ask. Pure. */
export function settle(search: PlannedSearch, outcome: SearchOutcome, pagesMax: number): Settled {
  switch (outcome.kind) {
    case 'results':
      return {
        end: {
          state: 'searched',
          listings: outcome.listings.length,
          ...(outcome.claimed === undefined ? {} : { claimed: outcome.claimed }),
          warnings: outcome.warnings,
        },
        listings: outcome.listings,
        next: outcome.next && search.page < pagesMax ? nextPage(search) : null,
        breaker: { kind: 'close' },
      }
    case 'empty':
      return { ...nothing({ state: 'empty', why: outcome.said }), breaker: { kind: 'close' } }
    case 'blocked':
      return {
        ...nothing({ state: 'blocked', blockedBy: outcome.by, why: outcome.said }),
        breaker: { kind: 'open', by: outcome.by, why: outcome.said },
      }
    case 'changed':
      return {
        ...nothing({ state: 'changed', why: outcome.why }),
        breaker: { kind: 'open', by: null, why: outcome.why },
      }
  }
}

/** An end without listings, warnings and further pages. */
export const endOf = (end: Omit<CoverageEnd, 'listings' | 'warnings'>): CoverageEnd => ({
  listings: 0,
  warnings: [],
  ...end,
})

const nothing = (end: Omit<CoverageEnd, 'listings' | 'warnings'>) => ({ end: endOf(end), listings: [], next: null })
