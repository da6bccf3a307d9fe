import type { Marketplace } from '../../model/marketplace.ts'
import { readItemListPage } from '../item-list.ts'
import { readProductPage } from '../product-page.ts'
import { listingRequestOf, queryOf, searchRequestOf, territory } from '../requests.ts'

const site: Pick<Marketplace, 'id' | 'territories' | 'sorts'> = {
  id: 'temu',
  territories: [territory('us', 'https://www.temu.com', 'USD', 'en-US')],
  sorts: {},
}
const idOfUrl = (url: string): string | undefined =>
  /-g-(\d{10,20})\.html|[?&]goods_id=(\d{10,20})/
    .exec(url)
    ?.slice(1)
    .find((each) => each !== undefined)

/** docs/marketplaces/temu.md. What was seen of it is its login wall. */
export const temu: Marketplace = {
  ...site,
  name: 'Temu',
  pictureOrigins: ['https://img.kwcdn.com', 'https://*.kwcdn.com'],
  needs: 'browser',
  rate: { requests: 4, perMs: 60_000 },
  canary: { keyword: 'shoes' },
  robots: 'not known',
  unproven: 'only its login wall was seen: results and listings are read by their schema.org data',
  searchRequest: (query) =>
    searchRequestOf(site, query, `/search_result.html?${queryOf({ search_key: query.keyword, page: query.page })}`),
  listingRequest: (listing, origin) => listingRequestOf(site, listing, origin),
  readSearch: (page) =>
    readItemListPage(page, { marketplace: 'temu', territories: site.territories, idOf: idOfUrl, currency: 'USD' }),
  readListing: (page) =>
    readProductPage(page, {
      ...site,
      idOf: (product, url) => idOfUrl(url) ?? product.ids.sku ?? product.ids.productId,
    }),
}
