import type { Marketplace } from '../../model/marketplace.ts'
import { listingRequestOf, queryOf, searchRequestOf, territory } from '../requests.ts'
import { readAlibabaListing } from './listing.ts'
import { readAlibabaSearch } from './search.ts'

const site: Pick<Marketplace, 'id' | 'territories' | 'sorts'> = {
  id: 'alibaba',
  territories: [territory('us', 'https://www.alibaba.com', 'USD', 'en-US')],
  sorts: {},
}

/** docs/marketplaces/alibaba.md */
export const alibaba: Marketplace = {
  ...site,
  name: 'Alibaba.com',
  pictureOrigins: ['https://s.alicdn.com', 'https://*.alicdn.com'],
  loginOrigins: ['https://login.alibaba.com', 'https://passport.alibaba.com'],
  needs: 'browser',
  rate: { requests: 6, perMs: 60_000 },
  canary: { keyword: 'shoes' },
  robots: {
    ...{ search: 'disallowed', listing: 'not known', asOf: '2026-10-09' },
    rule: 'Disallow: /trade/',
    source: 'a published test of that day',
  },
  unproven: 'results were seen in part (2026-10); the data in their pages is read as documented',
  searchRequest: (query) =>
    searchRequestOf(site, query, `/trade/search?${queryOf({ SearchText: query.keyword, page: query.page })}`),
  listingRequest: (listing, origin) => listingRequestOf(site, listing, origin),
  readSearch: readAlibabaSearch,
  readListing: readAlibabaListing,
}
