import type { Marketplace } from '../../model/marketplace.ts'
import { listingRequestOf, queryOf, searchRequestOf } from '../requests.ts'
import { readMercariListing } from './listing.ts'
import { mercariSite } from './pages.ts'
import { readMercariSearch } from './search.ts'

/** docs/marketplaces/mercari.md */
export const mercari: Marketplace = {
  ...mercariSite,
  name: 'Mercari',
  pictureOrigins: ['https://static.mercdn.net', 'https://*.mercdn.net'],
  loginOrigins: ['https://login.jp.mercari.com'],
  needs: 'browser',
  rate: { requests: 6, perMs: 60_000 },
  canary: { keyword: 'バッグ' },
  robots: {
    ...{ search: 'allowed', listing: 'allowed', asOf: '2026-08-16' },
    rule: 'no rule for /search or /item/',
    source: 'quoted in a public audit',
  },
  unproven: 'results of www.mercari.com and the JSON answer of a search are read as documented',
  searchRequest: (query) =>
    searchRequestOf(
      mercariSite,
      query,
      `/search?${queryOf({ keyword: query.keyword, page_token: `v1:${query.page - 1}` })}`,
    ),
  listingRequest: (listing, override) => listingRequestOf(mercariSite, listing, override),
  readSearch: readMercariSearch,
  readListing: readMercariListing,
}
