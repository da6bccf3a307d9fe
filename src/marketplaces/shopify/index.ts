import type { Marketplace } from '../../model/marketplace.ts'
import { listingRequestOf, queryOf, searchRequestOf, territory } from '../requests.ts'
import { readShopifyListing } from './listing.ts'
import { readShopifySearch } from './search.ts'

/** No real host: whoever watches a shop names it as this marketplace's origin in the settings. */
const site: Pick<Marketplace, 'id' | 'territories' | 'sorts'> = {
  id: 'shopify',
  territories: [territory('any', 'https://shop.invalid', 'USD', 'en')],
  sorts: {},
}

/** docs/marketplaces/shopify.md: any shop on Shopify. */
export const shopify: Marketplace = {
  ...site,
  name: 'Shopify shops',
  pictureOrigins: ['https://cdn.shopify.com'],
  needs: 'http',
  // Shopify numbers the products of all its shops in one row.
  manyShops: { isUnique: (id) => /^\d{9,}$/.test(id) },
  rate: { requests: 10, perMs: 60_000 },
  canary: { none: 'each shop sells something else: name what yours always has in MORGIANA_CANARIES' },
  robots: {
    ...{ search: 'disallowed', listing: 'allowed', asOf: '2026-08-16' },
    rule: 'Disallow: /search',
    source: "one shop's, quoted in a public audit; a shop may change its own",
  },
  unproven: 'no saved answer of its search: the predictive search is read as documented',
  searchRequest: (query) =>
    searchRequestOf(
      site,
      query,
      `/search/suggest.json?${queryOf({ q: query.keyword, 'resources[type]': 'product', 'resources[limit]': 10, page: query.page })}`,
    ),
  listingRequest: (listing, origin) => listingRequestOf(site, listing, origin),
  readSearch: readShopifySearch,
  readListing: readShopifyListing,
}
