import type { Marketplace } from '../../model/marketplace.ts'
import { listingRequestOf, queryOf, searchRequestOf } from '../requests.ts'
import { readDhgateListing } from './listing.ts'
import { dhgateSite } from './pages.ts'
import { readDhgateSearch } from './search.ts'

/** docs/marketplaces/dhgate.md. Built from documentation: of its pages only a refusal was seen. */
export const dhgate: Marketplace = {
  ...dhgateSite,
  name: 'DHgate',
  pictureOrigins: ['https://img4.dhresource.com', 'https://*.dhresource.com'],
  loginOrigins: ['https://passport.dhgate.com', 'https://secure.dhgate.com'],
  needs: 'browser',
  rate: { requests: 6, perMs: 60_000 },
  canary: { keyword: 'shoes' },
  robots: {
    ...{ search: 'disallowed', listing: 'not known', asOf: '2026-10-09' },
    rule: 'Disallow: /*? and /search.do',
    source: 'a published test of that day',
  },
  unproven: 'no page of results was seen: they are read as several scrapers read them',
  searchRequest: (query) =>
    searchRequestOf(
      dhgateSite,
      query,
      `/wholesale/search.do?${queryOf({ act: 'search', searchkey: query.keyword, pageNum: query.page })}`,
    ),
  listingRequest: (listing, origin) => listingRequestOf(dhgateSite, listing, origin),
  readSearch: readDhgateSearch,
  readListing: readDhgateListing,
}
