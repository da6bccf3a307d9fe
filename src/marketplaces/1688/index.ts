import type { Marketplace } from '../../model/marketplace.ts'
import { listingRequestOf, queryOf, searchRequestOf, territory } from '../requests.ts'
import { read1688Listing } from './listing.ts'
import { read1688Search } from './search.ts'

const site: Pick<Marketplace, 'id' | 'territories' | 'sorts'> & { pageOrigins: readonly string[] } = {
  id: '1688',
  territories: [territory('cn', 'https://s.1688.com', 'CNY', 'zh-CN')],
  pageOrigins: ['https://detail.1688.com'],
  sorts: {},
}

/** docs/marketplaces/1688.md. Keywords are GBK on this site unless the address says otherwise. */
export const market1688: Marketplace = {
  ...site,
  name: '1688',
  pictureOrigins: ['https://cbu01.alicdn.com', 'https://*.alicdn.com'],
  loginOrigins: ['https://login.1688.com', 'https://login.taobao.com'],
  needs: 'browser',
  rate: { requests: 4, perMs: 60_000 },
  canary: { keyword: '鞋' },
  robots: {
    ...{ search: 'allowed', listing: 'not known', asOf: '2026-10-09' },
    rule: 's.1688.com serves a page in place of the file; www.1688.com disallows /*?*',
    source: 'a published test of that day',
  },
  unproven: 'results of s.1688.com are read as documented; those of its advertisements were seen',
  searchRequest: (query) =>
    searchRequestOf(
      site,
      query,
      `/selloffer/offer_search.htm?${queryOf({ keywords: query.keyword, charset: 'utf8', beginPage: query.page })}`,
    ),
  listingRequest: (listing, origin) => listingRequestOf(site, listing, origin),
  readSearch: read1688Search,
  readListing: read1688Listing,
}
