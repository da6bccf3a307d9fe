import type { Marketplace } from '../../model/marketplace.ts'
import { readProductPage } from '../product-page.ts'
import { listingRequestOf, queryOf, searchRequestOf, territory } from '../requests.ts'
import { etsyApi } from './api.ts'
import { readEtsySearch } from './search.ts'

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
  canary: 'ring',
  needs: 'browser',
  rate: { requests: 6, perMs: 60_000 },
  robots: 'not known',
  unproven: 'no saved results page: its search is read from JSON-LD and from the API only',
  searchRequest: (query) => searchRequestOf(site, query, `/search?${queryOf({ q: query.keyword, page: query.page })}`),
  listingRequest: (listing, origin) => listingRequestOf(site, listing, origin),
  readSearch: readEtsySearch,
  readListing: (page) =>
    readProductPage(page, {
      ...site,
      sellerOf: (product) => product.brand,
      idOf: (product, url) => /\/listing\/(\d+)/.exec(url)?.[1] ?? product.ids.sku,
    }),
}
