import type { Marketplace } from '../../model/marketplace.ts'
import { listingRequestOf, queryOf, searchRequestOf } from '../requests.ts'
import { ebayApi } from './api.ts'
import { readEbayListing } from './listing.ts'
import { readEbaySearch } from './search.ts'
import { ebayTerritories } from './territories.ts'

const site = {
  id: 'ebay',
  territories: ebayTerritories,
  sorts: { newest: '_sop=10', 'price-low': '_sop=15', 'price-high': '_sop=16' },
}

/** docs/marketplaces/ebay.md */
export const ebay: Marketplace = {
  ...site,
  name: 'eBay',
  pictureOrigins: ['https://i.ebayimg.com', 'https://thumbs.ebaystatic.com', 'https://*.ebayimg.com'],
  api: ebayApi,
  loginOrigins: [
    ...ebayTerritories.map(({ origin }) => origin.replace('//www.', '//signin.')),
    'https://signin.ebay.be',
  ],
  needs: 'http',
  rate: { requests: 20, perMs: 60_000 },
  canary: { keyword: 'shoes' },
  robots: {
    ...{ search: 'disallowed', listing: 'not known', asOf: '2026-08-16' },
    rule: 'Disallow: /sch/; its head forbids robots without permission and points to the API',
    source: 'quoted in a public audit as v29_COM_July_2026',
  },
  searchRequest: (query) =>
    searchRequestOf(site, query, `/sch/i.html?${queryOf({ _nkw: query.keyword, _ipg: 60, _pgn: query.page })}`),
  listingRequest: (listing, origin) => listingRequestOf(site, listing, origin),
  readSearch: readEbaySearch,
  readListing: readEbayListing,
}
