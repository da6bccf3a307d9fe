import type { Marketplace } from '../../model/marketplace.ts'
import { listingRequestOf, queryOf, searchRequestOf } from '../requests.ts'
import { readLazadaListing } from './listing.ts'
import { readLazadaSearch } from './search.ts'
import { lazadaTerritories } from './territories.ts'

const site = {
  id: 'lazada',
  territories: lazadaTerritories,
  sorts: { 'price-low': 'sort=priceasc', 'price-high': 'sort=pricedesc' },
}

/** docs/marketplaces/lazada.md */
export const lazada: Marketplace = {
  ...site,
  name: 'Lazada',
  pictureOrigins: ['https://*.slatic.net', 'https://*.lazcdn.com', 'https://*.alicdn.com'],
  // Where its pages ask for their data, as the saved ones do.
  assetOrigins: lazadaTerritories.map(({ origin }) => origin.replace('//www.', '//acs-m.')),
  loginOrigins: lazadaTerritories.map(({ origin }) => origin.replace('//www.', '//member.')),
  needs: 'browser',
  rate: { requests: 6, perMs: 60_000 },
  canary: { keyword: 'shoes' },
  robots: {
    ...{ search: 'allowed', listing: 'allowed', asOf: '2024-07-14' },
    rule: 'no rules (Singapore, Malaysia, Thailand)',
    source: 'a public copy of the files of that day',
  },
  unproven: 'listing pages, and the data in results pages, are read as documented',
  searchRequest: (query) =>
    searchRequestOf(site, query, `/catalog/?${queryOf({ q: query.keyword, page: query.page })}`),
  listingRequest: (listing, origin) => listingRequestOf(site, listing, origin),
  readSearch: readLazadaSearch,
  readListing: readLazadaListing,
}
