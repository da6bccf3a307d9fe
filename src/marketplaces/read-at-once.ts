import type { Marketplace } from '../model/marketplace.ts'
import type { Page } from '../model/page.ts'
import type { Outcomes } from '../model/read-page.ts'
import { changed } from './judge.ts'

/** What one of a marketplace's readers makes of a page, here and now. */
export function readAtOnce<Reader extends keyof Outcomes>(
  market: Marketplace,
  reader: Reader,
  page: Page,
): Outcomes[Reader] {
  const readers: { [Each in keyof Outcomes]: () => Outcomes[Each] } = {
    search: () => market.readSearch(page),
    listing: () => market.readListing(page),
    api: () => market.api?.readSearch(page) ?? changed(`${market.name} has no API that is known here`),
  }
  return readers[reader]()
}
