import type { Marketplace } from '../../model/marketplace.ts'
import { listingRequestOf, queryOf, searchRequestOf } from '../requests.ts'
import { readShopeeListing, readShopeeSearch } from './answers.ts'
import { shopeeTerritories } from './territories.ts'

const site = {
  id: 'shopee',
  territories: shopeeTerritories,
  sorts: { newest: 'sortBy=ctime', 'price-low': 'sortBy=price&order=asc', 'price-high': 'sortBy=price&order=desc' },
}

/** docs/marketplaces/shopee.md */
export const shopee: Marketplace = {
  ...site,
  name: 'Shopee',
  pictureOrigins: ['https://*.susercontent.com', 'https://cf.shopee.sg'],
  assetOrigins: ['https://*.shopeemobile.com'],
  loginOrigins: shopeeTerritories.map(({ origin }) => origin.replace('//', '//accounts.')),
  needs: 'browser',
  rate: { requests: 6, perMs: 60_000 },
  canary: { keyword: 'shoes' },
  robots: {
    ...{ search: 'allowed', listing: 'allowed', asOf: '2024-07-14' },
    rule: 'no rule for /search or /product/ (five sites); Crawl-delay: 1',
    source: 'a public copy of the files of that day',
  },
  unproven: 'built pages were tried of Singapore only; the API answer of a search is read as documented',
  searchRequest: (query) =>
    searchRequestOf(site, query, `/search?${queryOf({ keyword: query.keyword, page: query.page - 1 })}`),
  listingRequest: (listing, origin) => listingRequestOf(site, listing, origin),
  readSearch: readShopeeSearch,
  readListing: readShopeeListing,
}
