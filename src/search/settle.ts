import type { CoverageEnd, PlannedSearch } from '../model/coverage.ts'
import { accounted, type Shown } from '../model/left-out.ts'
import type { Listing } from '../model/listing.ts'
import type { BlockKind, SearchOutcome } from '../model/outcome.ts'
import { canaryOf, nextPage } from '../model/planned-search.ts'
import { comesSorted } from '../model/sort.ts'
import { shareDoubts } from './share-doubts.ts'

/** What a search's outcome means: how its coverage row ends, what is kept, what follows, and what its lane learns. */
export type Settled = {
  end: CoverageEnd
  listings: Listing[]
  next: PlannedSearch | null
  breaker: { kind: 'close' } | { kind: 'open'; by: BlockKind | null; why: string }
}

/**
 * Pure.
 * @param pagesMax the watch's: the most results pages that one search may ask
 * @param canary the marketplace's; an empty page plans its search, unless it was that
 * @param usual what the market's last pages showed; none when there were none
 */
export function settle(
  search: PlannedSearch,
  outcome: SearchOutcome,
  pagesMax: number,
  canary?: string,
  usual: Shown | null = null,
): Settled {
  switch (outcome.kind) {
    case 'results':
      return {
        end: {
          state: 'searched',
          listings: outcome.listings.length,
          ...accounted(outcome.cards, outcome.listings.length, outcome.leftOut),
          ...(outcome.claimed === undefined ? {} : { claimed: outcome.claimed }),
          warnings: [
            ...outcome.warnings,
            ...orderDoubts(search, outcome.listings),
            ...shareDoubts(outcome.listings, usual),
          ],
        },
        // A canary's results are no listings of the watch: that there are some is all it is asked for.
        listings: search.canary ? [] : outcome.listings,
        next: outcome.next && search.page < pagesMax && !search.canary ? nextPage(search) : null,
        breaker: { kind: 'close' },
      }
    case 'empty': {
      const next = canary !== undefined && !search.canary ? canaryOf(search, canary) : null
      return {
        ...nothing({ state: 'empty', why: outcome.said, cards: 0, leftOut: {} }),
        next,
        breaker: { kind: 'close' },
      }
    }
    case 'blocked':
      return {
        ...nothing({ state: 'blocked', blockedBy: outcome.by, why: outcome.said }),
        breaker: { kind: 'open', by: outcome.by, why: outcome.said },
      }
    case 'changed':
      return {
        ...nothing({ state: 'changed', why: outcome.why, ...accounted(outcome.cards ?? 0, 0, {}) }),
        breaker: { kind: 'open', by: null, why: outcome.why },
      }
  }
}

/** A site that passes over the order it is asked for shows its own, as if it were that. */
const orderDoubts = ({ sort }: PlannedSearch, listings: readonly Listing[]): string[] =>
  comesSorted(listings, sort) === false
    ? [`asked for ${sort}, but the prices do not come in that order: the site may have passed over it`]
    : []

/** An end without listings, warnings and further pages. */
export const endOf = (end: Omit<CoverageEnd, 'listings' | 'warnings'>): CoverageEnd => ({
  listings: 0,
  warnings: [],
  ...end,
})

const nothing = (end: Omit<CoverageEnd, 'listings' | 'warnings'>) => ({ end: endOf(end), listings: [], next: null })
