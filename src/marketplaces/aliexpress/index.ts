import type { Marketplace } from '../../model/marketplace.ts'
import { listingRequestOf, queryOf, searchRequestOf } from '../requests.ts'
import { aliexpressApi } from './api.ts'
import { readAliexpressListing } from './listing.ts'
import { readAliexpressSearch } from './search.ts'
import { aliexpressTerritories } from './territories.ts'

/** A first visit is sent through the login host, which sets a cookie and sends it back (described 2026, not seen). */
const site = {
  id: 'aliexpress',
  territories: aliexpressTerritories,
  pageOrigins: ['https://login.aliexpress.com'],
  sorts: { newest: 'SortType=create_desc', 'price-low': 'SortType=price_asc', 'price-high': 'SortType=price_desc' },
}

/** docs/marketplaces/aliexpress.md */
export const aliexpress: Marketplace = {
  ...site,
  name: 'AliExpress',
  pictureOrigins: ['https://ae01.alicdn.com', 'https://*.alicdn.com', 'https://*.aliexpress-media.com'],
  api: aliexpressApi,
  loginOrigins: ['https://passport.aliexpress.com', 'https://login.aliexpress.us'],
  needs: 'http',
  rate: { requests: 10, perMs: 60_000 },
  canary: { keyword: 'shoes' },
  robots: {
    ...{ search: 'allowed', listing: 'not known', asOf: '2026-10-09' },
    rule: 'no rule for /w/; /search/, /product/ and /api/ are disallowed',
    source: 'a published test of that day',
  },
  searchRequest: (query) => searchRequestOf(site, query, searchPath(query.keyword, query.page)),
  listingRequest: (listing, origin) => listingRequestOf(site, listing, origin),
  readSearch: readAliexpressSearch,
  readListing: readAliexpressListing,
}

function searchPath(keyword: string, page: number): string {
  const words = keyword
    .trim()
    .split(/[\s/\\-]+/)
    .map(encodeURIComponent)
  return `/w/wholesale-${words.join('-')}.html?${queryOf({ SearchText: keyword, page })}`
}
