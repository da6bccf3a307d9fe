import type { Marketplace } from '../../model/marketplace.ts'
import { listingRequestOf, queryOf, searchRequestOf, territory } from '../requests.ts'
import { readTaobaoListing } from './listing.ts'
import { readTaobaoSearch } from './search.ts'

const site: Pick<Marketplace, 'id' | 'territories' | 'sorts'> & { pageOrigins: readonly string[] } = {
  id: 'taobao',
  territories: [
    territory('cn', 'https://s.taobao.com', 'CNY', 'zh-CN'),
    territory('tmall', 'https://list.tmall.com', 'CNY', 'zh-CN'),
  ],
  pageOrigins: ['https://item.taobao.com', 'https://detail.tmall.com'],
  sorts: { 'price-low': 'price-asc', 'price-high': 'price-desc' },
}

/** Tmall's words for Taobao's orders. */
const tmallWords: Readonly<Record<string, string>> = { 'price-asc': 'p', 'price-desc': 'pd' }

/** Results of one page, which addresses count by. */
const perPage = 44

/** docs/marketplaces/taobao.md, with Tmall as a territory. */
export const taobao: Marketplace = {
  ...site,
  name: 'Taobao and Tmall',
  pictureOrigins: ['https://img.alicdn.com', 'https://*.alicdn.com'],
  loginOrigins: [
    'https://login.taobao.com',
    'https://login.m.taobao.com',
    'https://login.tmall.com',
    'https://passport.taobao.com',
  ],
  needs: 'browser',
  rate: { requests: 4, perMs: 60_000 },
  canary: { keyword: '鞋' },
  robots: {
    ...{ search: 'disallowed', listing: 'not known', asOf: '2019-11-02' },
    rule: 's.taobao.com: Disallow: /',
    source: 'quoted in a public note of about that day',
  },
  unproven: 'results since 2022, built in the browser behind a login, are read as documented',
  searchRequest: (query) => {
    const from = (query.page - 1) * perPage
    const path = query.territory === 'tmall' ? '/search_product.htm' : '/search'
    const asked = { q: query.keyword, s: from, ...(query.territory !== 'tmall' && { ie: 'utf8' }) }
    return searchRequestOf(site, query, (word) => {
      const sort = query.territory === 'tmall' ? tmallWords[word] : word
      return `${path}?${queryOf({ ...asked, ...(sort && { sort }) })}`
    })
  },
  listingRequest: (listing, origin) => listingRequestOf(site, listing, origin),
  readSearch: readTaobaoSearch,
  readListing: readTaobaoListing,
}
