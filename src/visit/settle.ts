import type { Listing } from '../model/listing.ts'
import type { BlockKind, ListingOutcome } from '../model/outcome.ts'
import type { VisitEnd } from '../store/visits/visit-store.ts'

/** What a listing page's outcome means. A page of another listing (a redirect to a successor) is not this one's detail. */
export type SettledVisit = {
  end: VisitEnd
  detail: Listing | null
  breaker: { by: BlockKind | null; why: string } | null
}

/** `listing` is the id that was asked for. Pure. */
export function settleVisit(listing: string, outcome: ListingOutcome): SettledVisit {
  switch (outcome.kind) {
    case 'listing':
      if (outcome.listing.id !== listing) {
        const why = `the page shows listing ${outcome.listing.id} in place of ${listing}`
        return { end: { state: 'gone', why }, detail: null, breaker: null }
      }
      return { end: visitedWith(outcome.warnings), detail: outcome.listing, breaker: null }
    case 'gone':
      return { end: { state: 'gone', why: outcome.said }, detail: null, breaker: null }
    case 'blocked':
      return {
        end: { state: 'blocked', why: `${outcome.by}: ${outcome.said}` },
        detail: null,
        breaker: { by: outcome.by, why: outcome.said },
      }
    case 'changed':
      // One listing's odd page does not speak for the marketplace: it is counted, the searches go on.
      return { end: { state: 'changed', why: outcome.why }, detail: null, breaker: null }
  }
}

/** What the page says in two ways stands with the visit. */
const visitedWith = (warnings: readonly string[] = []): VisitEnd =>
  warnings.length === 0 ? { state: 'visited' } : { state: 'visited', why: warnings.join('; ').slice(0, 1_000) }
