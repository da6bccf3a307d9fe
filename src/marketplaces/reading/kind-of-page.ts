import type { Listing } from '../../model/listing.ts'
import type { Marketplace } from '../../model/marketplace.ts'
import type { ListingOutcome, SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'

export type PageKind = 'search' | 'listing'

/** The outcome of one page read as that kind. */
export type Reading = { kind: 'search'; outcome: SearchOutcome } | { kind: 'listing'; outcome: ListingOutcome }

/**
 * Reads a page of which nobody says what it is, both ways: what comes out as results, empty or a listing is what it is;
 * of two that are neither, the one that says more.
 */
export function readEither(market: Marketplace, page: Page): Reading {
  const search: Reading = { kind: 'search', outcome: market.readSearch(page) }
  if (search.outcome.kind === 'results' || search.outcome.kind === 'blocked') return search
  const listing: Reading = { kind: 'listing', outcome: market.readListing(page) }
  if (listing.outcome.kind === 'listing') return listing
  return search.outcome.kind === 'empty' || listing.outcome.kind !== 'gone' ? search : listing
}

export function readAs(market: Marketplace, page: Page, kind: PageKind): Reading {
  if (kind === 'search') return { kind, outcome: market.readSearch(page) }
  return { kind, outcome: market.readListing(page) }
}

/** The listings of an outcome; none for all that are not results or a listing. */
export function listingsOf({ outcome }: Reading): Listing[] {
  if (outcome.kind === 'results') return outcome.listings
  return outcome.kind === 'listing' ? [outcome.listing] : []
}
