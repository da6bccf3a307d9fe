import type { Marketplace } from '../../model/marketplace.ts'
import { listingRequestOf, queryOf, searchRequestOf, territory } from '../requests.ts'
import { readWalmartListing } from './listing.ts'
import { readWalmartSearch } from './search.ts'

const site: Pick<Marketplace, 'id' | 'territories' | 'sorts'> = {
  id: 'walmart',
  territories: [territory('us', 'https://www.walmart.com', 'USD', 'en-US')],
  sorts: { 'price-low': 'sort=price_low', 'price-high': 'sort=price_high' },
}

/** docs/marketplaces/walmart.md */
export const walmart: Marketplace = {
  ...site,
  name: 'Walmart',
  pictureOrigins: ['https://i5.walmartimages.com', 'https://*.walmartimages.com'],
  loginOrigins: ['https://identity.walmart.com'],
  needs: 'http',
  rate: { requests: 6, perMs: 60_000 },
  canary: { keyword: 'shoes' },
  robots: {
    ...{ search: 'disallowed', listing: 'allowed', asOf: '2024-07-14' },
    rule: 'Disallow: /search',
    source: 'a public copy of the file of that day',
  },
  searchRequest: (query) => searchRequestOf(site, query, `/search?${queryOf({ q: query.keyword, page: query.page })}`),
  listingRequest: (listing, origin) => listingRequestOf(site, listing, origin),
  readSearch: readWalmartSearch,
  readListing: readWalmartListing,
}
