import type { Marketplace } from '../../model/marketplace.ts'
import { readItemListPage } from '../item-list.ts'
import { readProductPage } from '../product-page.ts'
import { listingRequestOf, queryOf, searchRequestOf, territory } from '../requests.ts'

const site: Pick<Marketplace, 'id' | 'territories' | 'sorts'> = {
  id: 'dhgate',
  territories: [territory('us', 'https://www.dhgate.com', 'USD', 'en-US')],
  sorts: {},
}
const idOfUrl = (url: string): string | undefined => /\/product\/[^/]*\/(\d{6,12})\.html/.exec(url)?.[1]

/** docs/marketplaces/dhgate.md. Built from documentation: no page of it was seen. */
export const dhgate: Marketplace = {
  ...site,
  name: 'DHgate',
  pictureOrigins: ['https://img4.dhresource.com', 'https://*.dhresource.com'],
  loginOrigins: ['https://passport.dhgate.com', 'https://secure.dhgate.com'],
  needs: 'browser',
  rate: { requests: 6, perMs: 60_000 },
  canary: { keyword: 'shoes' },
  robots: {
    ...{ search: 'disallowed', listing: 'not known', asOf: '2026-10-09' },
    rule: 'Disallow: /*? and /search.do',
    source: 'a published test of that day',
  },
  unproven: 'no page of it was seen: results and listings are read by their schema.org data',
  searchRequest: (query) =>
    searchRequestOf(
      site,
      query,
      `/wholesale/search.do?${queryOf({ act: 'search', searchkey: query.keyword, pageNum: query.page })}`,
    ),
  listingRequest: (listing, origin) => listingRequestOf(site, listing, origin),
  readSearch: (page) =>
    readItemListPage(page, { marketplace: 'dhgate', territories: site.territories, idOf: idOfUrl, currency: 'USD' }),
  readListing: (page) =>
    readProductPage(page, {
      ...site,
      idOf: (product, url) => idOfUrl(url) ?? product.ids.productId ?? product.ids.sku,
    }),
}
