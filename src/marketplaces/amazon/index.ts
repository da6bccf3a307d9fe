import type { Marketplace } from '../../model/marketplace.ts'
import { listingRequestOf, queryOf, searchRequestOf } from '../requests.ts'
import { readAmazonListing } from './listing.ts'
import { readAmazonSearch } from './search.ts'
import { amazonTerritories } from './territories.ts'

const site = {
  id: 'amazon',
  territories: amazonTerritories,
  sorts: { newest: 's=date-desc-rank', 'price-low': 's=price-asc-rank', 'price-high': 's=price-desc-rank' },
}

/** docs/marketplaces/amazon.md */
export const amazon: Marketplace = {
  ...site,
  name: 'Amazon',
  pictureOrigins: ['https://m.media-amazon.com', 'https://*.media-amazon.com', 'https://*.ssl-images-amazon.com'],
  noApi: 'the Product Advertising API ended on 2026-05-15',
  needs: 'http',
  rate: { requests: 10, perMs: 60_000 },
  canary: { keyword: 'shoes' },
  robots: {
    ...{ search: 'allowed', listing: 'allowed', asOf: '2026-08-03' },
    rule: 'no rule for /s? or /dp/; /-/ is disallowed',
    source: 'a public copy of the file of that day',
  },
  searchRequest: (query) => searchRequestOf(site, query, `/s?${queryOf({ k: query.keyword, page: query.page })}`),
  listingRequest: (listing, origin) => listingRequestOf(site, listing, origin),
  readSearch: readAmazonSearch,
  readListing: readAmazonListing,
}
