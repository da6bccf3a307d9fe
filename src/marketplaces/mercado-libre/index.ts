import type { Marketplace } from '../../model/marketplace.ts'
import { listingRequestOf, searchRequestOf } from '../requests.ts'
import { readMercadoLibreListing } from './listing.ts'
import { readMercadoLibreSearch } from './search.ts'
import { mercadoLibrePageOrigins, mercadoLibreTerritories } from './territories.ts'

const site = {
  id: 'mercado-libre',
  territories: mercadoLibreTerritories,
  pageOrigins: mercadoLibrePageOrigins,
  // It has a word for prices (_OrderId_PRICE), which its robots.txt disallows: such a search would only be refused.
  sorts: {},
}

/** Results before the first of a page: 48 a page, as the pages' own links count (2024-12). */
const perPage = 48

/** docs/marketplaces/mercado-libre.md. The public search API answers 403 since April 2025 and is not offered. */
export const mercadoLibre: Marketplace = {
  ...site,
  name: 'Mercado Libre',
  pictureOrigins: ['https://http2.mlstatic.com'],
  noApi: 'the public search has answered 403 since April 2025',
  loginOrigins: ['https://www.mercadolibre.com', 'https://www.mercadolivre.com'],
  needs: 'browser',
  rate: { requests: 6, perMs: 60_000 },
  canary: { keyword: 'tenis' },
  robots: {
    ...{ search: 'allowed in part', listing: 'not known', asOf: '2026-08-20' },
    rule: 'Disallow: /*_Desde_ (further pages), /*_OrderId_ (orders), /*_NoIndex_True; Crawl-delay: 5',
    source: 'quoted in public code',
  },
  searchRequest: (query) => {
    const words = query.keyword
      .trim()
      .toLowerCase()
      .split(/[\s/\\-]+/)
      .map(encodeURIComponent)
      .join('-')
    const from = query.page > 1 ? `_Desde_${(query.page - 1) * perPage + 1}` : ''
    // The first page as the site's own search asks it: robots.txt disallows the other form, and with it further pages.
    return searchRequestOf(site, query, `/${words}${from}${from && '_NoIndex_True'}`)
  },
  listingRequest: (listing, origin) => listingRequestOf(site, listing, origin),
  readSearch: readMercadoLibreSearch,
  readListing: readMercadoLibreListing,
}
