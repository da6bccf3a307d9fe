import type { Marketplace } from '../../model/marketplace.ts'
import { listingRequestOf, queryOf, searchRequestOf, territory } from '../requests.ts'
import { rakutenApi } from './api.ts'
import { readRakutenListing } from './listing.ts'
import { readRakutenSearch } from './search.ts'

const site: Pick<Marketplace, 'id' | 'territories' | 'sorts'> & { pageOrigins: readonly string[] } = {
  id: 'rakuten',
  territories: [territory('jp', 'https://search.rakuten.co.jp', 'JPY', 'ja-JP')],
  pageOrigins: ['https://item.rakuten.co.jp', 'https://books.rakuten.co.jp'],
  sorts: { newest: 's=4', 'price-low': 's=11', 'price-high': 's=12' },
}

/** docs/marketplaces/rakuten.md */
export const rakuten: Marketplace = {
  ...site,
  name: 'Rakuten Ichiba',
  pictureOrigins: ['https://*.r10s.jp', 'https://thumbnail.image.rakuten.co.jp', 'https://image.rakuten.co.jp'],
  api: rakutenApi,
  loginOrigins: ['https://*.id.rakuten.co.jp', 'https://login.account.rakuten.com'],
  needs: 'http',
  rate: { requests: 10, perMs: 60_000 },
  canary: { keyword: '靴' },
  robots: {
    ...{ search: 'not known', listing: 'allowed', asOf: '2026-09-02' },
    rule: 'item.rakuten.co.jp disallows some parameters alone (i, s)',
    source: 'quoted in a public document',
  },
  unproven: 'results pages without __INITIAL_STATE__ are read by documented classes',
  searchRequest: (query) =>
    searchRequestOf(site, query, `/search/mall/${encodeURIComponent(query.keyword)}/?${queryOf({ p: query.page })}`),
  listingRequest: (listing, origin) => listingRequestOf(site, listing, origin),
  readSearch: readRakutenSearch,
  readListing: readRakutenListing,
}
