import type { Listing } from '../../model/listing.ts'
import type { Marketplace } from '../../model/marketplace.ts'
import { readPrice } from '../../model/money-reader.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { readBlock } from '../block-pages.ts'
import { type Card, cardReader } from '../card-stream.ts'
import { judge, searchStatus } from '../judge.ts'
import { pictureUrls } from '../listing-urls.ts'
import { readProductPage } from '../product-page.ts'
import { priceFields } from '../product-price.ts'
import { listingRequestOf, queryOf, searchRequestOf, territory } from '../requests.ts'

const origin = 'https://jp.mercari.com'
const site: Pick<Marketplace, 'id' | 'territories' | 'sorts'> = {
  id: 'mercari',
  territories: [territory('jp', origin, 'JPY', 'ja-JP')],
  sorts: {
    newest: 'sort=created_time&order=desc',
    'price-low': 'sort=price&order=asc',
    'price-high': 'sort=price&order=desc',
  },
}

/** Cards as a browser has built them; documented, no saved results page. */
const selectors = {
  card: '[data-testid=item-cell]',
  fields: {
    link: 'a[href*="/item/"], a[href*="/shops/product/"]',
    image: 'img',
    price: '[class*="number__"], [class*="price"]',
  },
  head: { none: '[data-testid=search-empty], [class*="emptyState"]', next: '[data-testid=pagination-next-button]' },
}
const readPage = cardReader(selectors)

/** docs/marketplaces/mercari.md */
export const mercari: Marketplace = {
  ...site,
  name: 'Mercari',
  pictureOrigins: ['https://static.mercdn.net', 'https://*.mercdn.net'],
  needs: 'browser',
  rate: { requests: 6, perMs: 60_000 },
  canary: { keyword: 'バッグ' },
  robots: {
    ...{ search: 'allowed', listing: 'allowed', asOf: '2026-08-16' },
    rule: 'no rule for /search or /item/',
    source: 'quoted in a public audit',
  },
  unproven: 'no saved results page: its cards are read as documented',
  searchRequest: (query) =>
    searchRequestOf(site, query, `/search?${queryOf({ keyword: query.keyword, page_token: `v1:${query.page - 1}` })}`),
  listingRequest: (listing, override) => listingRequestOf(site, listing, override),
  readSearch,
  readListing: (page) =>
    readProductPage(page, {
      ...site,
      idOf: (product, url) => product.ids.productId ?? /\/item\/(m\d+)/.exec(url)?.[1],
    }),
}

function readSearch(page: Page): SearchOutcome {
  const early = readBlock(page, site.territories) ?? searchStatus(page)
  if (early) return early
  const { cards, head } = readPage(page.body)
  return judge({
    listings: cards.map(readCard).filter((each) => each !== null),
    cards: cards.length,
    linked: () => new Set(page.body.match(/\/item\/m\d{8,}/g) ?? []).size,
    next: head.next.length > 0,
    emptySaid: head.none.map((each) => each.text).find((text) => text !== ''),
  })
}

function readCard({ fields }: Card<keyof typeof selectors.fields>): Listing | null {
  const id = /\/(?:item|shops\/product)\/([\w-]+)/.exec(fields.link[0]?.attributes['href'] ?? '')?.[1]
  const title = (fields.image[0]?.attributes['alt'] ?? '').replace(/のサムネイル$/, '').trim()
  if (id === undefined || title === '') return null
  const number = fields.price.map((each) => each.text).find((text) => /\d/.test(text)) ?? ''
  return {
    marketplace: 'mercari',
    id,
    url: `${origin}/item/${id}`,
    title,
    ...priceFields(readPrice(number, { currency: 'JPY', language: 'ja-JP' }), number),
    seller: null,
    images: pictureUrls(fields.image.map((each) => each.attributes['src'])).slice(0, 1),
  }
}
