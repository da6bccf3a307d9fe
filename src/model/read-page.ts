import type { Marketplace } from './marketplace.ts'
import type { ListingOutcome, SearchOutcome } from './outcome.ts'
import type { Page } from './page.ts'

/** The readers of a marketplace: of its results pages, of its listings' pages, and of what its API answers to a search. */
export type Outcomes = { search: SearchOutcome; listing: ListingOutcome; api: SearchOutcome }

/** A page that cost more time or memory to read than any page may: `why` is the reason, in a sentence for people. */
export type Unread = { kind: 'unread'; why: string }

/**
 * Reads a page without holding up whoever else the process serves.
 *
 * @param signal ends the wait for a page that is not being read yet
 * @throws what the reader throws; the signal's reason; Error when the process is about to end
 */
export type ReadPage = <Reader extends keyof Outcomes>(
  market: Marketplace,
  reader: Reader,
  page: Page,
  signal: AbortSignal,
) => Promise<Outcomes[Reader] | Unread>
