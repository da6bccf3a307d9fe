import type { ListingOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'

export function readEbayListing(page: Page): ListingOutcome {
  return { kind: 'changed', why: `the reader of ${page.url} is not there yet` }
}
