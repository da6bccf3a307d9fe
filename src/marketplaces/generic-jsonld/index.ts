import type { Marketplace } from '../../model/marketplace.ts'
import { readItemListPage } from '../reading/item-list.ts'
import type { Product } from '../reading/json-ld.ts'
import { readProductPage } from '../reading/product-page.ts'
import { listingRequestOf, queryOf, searchRequestOf, territory } from '../requests.ts'

/** No real host: whoever watches a shop names it as this marketplace's origin in the settings. */
const site: Pick<Marketplace, 'id' | 'territories' | 'sorts'> = {
  id: 'generic-jsonld',
  territories: [territory('any', 'https://shop.invalid', 'USD', 'en')],
  sorts: {},
}

/** A product's number where the shop gives one, else the last part of its address. */
const idOf = (product: Product, url: string): string | undefined =>
  product.ids.sku ??
  product.ids.productId ??
  product.ids.mpn ??
  product.ids.gtin ??
  (new URL(url).pathname
    .split('/')
    .filter((each) => each !== '')
    .at(-1) ||
    undefined)

/** docs/marketplaces/generic-jsonld.md: any shop whose pages carry schema.org Products. */
export const genericJsonld: Marketplace = {
  ...site,
  name: 'Any shop with schema.org data',
  pictureOrigins: [],
  needs: 'http',
  manyShops: { isUnique: () => false },
  rate: { requests: 6, perMs: 60_000 },
  canary: { none: 'each shop sells something else: name what yours always has in MORGIANA_CANARIES' },
  robots: 'not known',
  unproven: 'its search address is a usual one ("/search?q="), not that of your shop',
  searchRequest: (query) => searchRequestOf(site, query, `/search?${queryOf({ q: query.keyword, page: query.page })}`),
  listingRequest: (listing, origin) => listingRequestOf(site, listing, origin),
  readSearch: (page) =>
    readItemListPage(page, {
      marketplace: site.id,
      territories: [],
      idOf: (url, product) => idOf(product, url),
      currency: null,
    }),
  readListing: (page) => readProductPage(page, { ...site, anyHost: true, idOf }),
}
