import type { Listing } from '../../model/listing.ts'
import { readPrice } from '../../model/money-reader.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { readBlock } from '../block-pages.ts'
import { type Card, cardReader } from '../card-stream.ts'
import { readClaimed } from '../counts.ts'
import { judge, searchStatus } from '../judge.ts'
import { pictureUrls } from '../listing-urls.ts'
import { priceFields } from '../product-price.ts'

/** Documented, no saved results page. */
const selectors = {
  card: '.fy23-search-card, .organic-gallery-offer-outter, .J-offer-wrapper',
  fields: {
    link: 'a[href*="/product-detail/"]',
    title: 'h2, .search-card-e-title, .elements-title-normal__content',
    price: '.search-card-e-price-main, .elements-offer-price-normal__price',
    minimum: '.search-card-m-sale-features__item, .element-offer-minorder-normal__value',
    company: '.search-card-e-company',
    image: 'img',
  },
  head: {
    heading: 'h1',
    none: '.seb-search-no-result, .search-no-result, .noResultWrap',
    next: 'a.searchx-pagination-list-next, a.pages-next',
  },
}
const readPage = cardReader(selectors)
const hints = { currency: 'USD', language: 'en-US' }

/** An Alibaba.com results page by its cards. */
export function readAlibabaSearch(page: Page): SearchOutcome {
  const early = readBlock(page) ?? searchStatus(page)
  if (early) return early
  const { cards, head } = readPage(page.body)
  return judge({
    listings: cards.map(readCard).filter((each) => each !== null),
    cards: cards.length,
    linked: () => new Set(page.body.match(/\/product-detail\/[^"'\s]{0,300}?_\d{8,}\.html/g) ?? []).size,
    claimed: readClaimed(head.heading[0]?.text ?? ''),
    next: head.next.some((each) => each.attributes['href'] !== undefined),
    emptySaid: head.none.map((each) => each.text).find((text) => text !== ''),
  })
}

function readCard({ fields }: Card<keyof typeof selectors.fields>): Listing | null {
  const path = /\/product-detail\/[^"'\s?]{0,300}?_(\d{8,})\.html/.exec(fields.link[0]?.attributes['href'] ?? '')
  const title = fields.title[0]?.text ?? ''
  if (!path || title === '') return null
  const minimum = fields.minimum.map((each) => each.text).find((text) => /min/i.test(text)) ?? ''
  const priceText = `${fields.price[0]?.text ?? ''} ${minimum}`.trim()
  const company = fields.company[0]?.text
  return {
    marketplace: 'alibaba',
    id: path[1] ?? '',
    url: `https://www.alibaba.com${path[0]}`,
    title,
    ...priceFields(readPrice(priceText, hints), priceText),
    seller: company ? { name: company } : null,
    images: pictureUrls(fields.image.map((each) => each.attributes['src'])).slice(0, 1),
  }
}
