import type { Marketplace } from '../../model/marketplace.ts'
import { readProductPage } from '../reading/product-page.ts'
import { listingRequestOf, queryOf, searchRequestOf, territory } from '../requests.ts'
import { etsyApi } from './api.ts'
import { readEtsyListing, readEtsySearch } from './search.ts'

const site: Pick<Marketplace, 'id' | 'territories' | 'sorts'> = {
  id: 'etsy',
  territories: [territory('us', 'https://www.etsy.com', 'USD', 'en-US')],
  sorts: { newest: 'order=date_desc', 'price-low': 'order=price_asc', 'price-high': 'order=price_desc' },
}

/** docs/marketplaces/etsy.md */
export const etsy: Marketplace = {
  ...site,
  name: 'Etsy',
  pictureOrigins: ['https://i.etsystatic.com'],
  assetOrigins: ['https://*.etsystatic.com'],
  api: etsyApi,
  needs: 'browser',
  rate: { requests: 6, perMs: 60_000 },
  canary: { keyword: 'ring' },
  robots: {
    ...{ search: 'disallowed', listing: 'not known', asOf: '2026-08-16' },
    rule: 'Disallow: /search?*q=',
    source: 'quoted in a public audit',
  },
  unproven: 'results pages of 2024 and later: their cards as described in 2026-09; Open API v3: as documented',
  searchRequest: (query) => searchRequestOf(site, query, `/search?${queryOf({ q: query.keyword, page: query.page })}`),
  listingRequest: (listing, origin) => listingRequestOf(site, listing, origin),
  readSearch: readEtsySearch,
  readListing: (page) =>
    readEtsyListing(page, (own) =>
      readProductPage(own, {
        ...site,
        sellerOf: (product) => product.brand,
        idOf: (product, url) => /\/listing\/(\d+)/.exec(url)?.[1] ?? product.ids.sku,
      }),
    ),
}
