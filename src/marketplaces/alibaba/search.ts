import type { Listing } from '../../model/listing.ts'
import { type PriceHints, readPrice } from '../../model/money-reader.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { judge, searchStatus } from '../judge.ts'
import { pictureUrls } from '../listing-urls.ts'
import { readBlock } from '../reading/block-pages.ts'
import { type Card, cardReader } from '../reading/card-stream.ts'
import { readClaimed, readCount } from '../reading/counts.ts'
import { visibleText } from '../reading/html-text.ts'
import { defined } from '../reading/json-ld.ts'
import { priceFields } from '../reading/product-price.ts'
import { languageOf } from '../reading/territory-of-page.ts'
import { offersOf, readOffers } from './offers.ts'

/** `fy26` and `searchx` were seen (a card of 2026-10); `fy23` and what is before are of scrapers of 2019 to 2024. */
const selectors = {
  card: '.fy26-product-card-wrapper, .fy23-search-card, .searchx-offer-item, .organic-gallery-offer-outter, .organic-list-offer-outter, .J-offer-wrapper',
  fields: {
    link: 'a[href*="/product-detail/"]',
    title: 'h2, .search-card-e-title, .elements-title-normal__content, .organic-gallery-title',
    price:
      '.searchx-product-price-price-main, .search-card-e-price-main, .elements-offer-price-normal__price, .gallery-offer-price',
    minimum: '.searchx-moq, .search-card-m-sale-features__item, .element-offer-minorder-normal__value',
    company: '.searchx-product-e-company, .search-card-e-company, .organic-gallery-offer__seller-company',
    sold: '.searchx-sold-order, .search-card-e-sold',
    year: '.searchx-product-e-supplier__year',
    score: '.searchx-review-score',
    review: '.searchx-product-e-review, .search-card-e-review',
    similar: '[data-aplus-similar-dot]',
    image: 'img',
  },
  head: {
    heading: 'h1',
    none: '.seb-search-no-result, .search-no-result, .noResultWrap',
    next: 'a.searchx-pagination-list-next, a.pages-next, a.next-next',
  },
}
const readPage = cardReader(selectors)
type OfferCard = Card<keyof typeof selectors.fields>
const nothing =
  /(?:did not match any products|no (?:matching )?(?:products|results)(?: were)? found|we couldn['’]t find any(?:thing)?)[^.]{0,60}/i

/** An Alibaba.com results page: by the offers in its data (2020 to 2026, as documented), else by its cards. */
export function readAlibabaSearch(page: Page): SearchOutcome {
  const early = readBlock(page) ?? searchStatus(page)
  if (early) return early
  const hints = { currency: 'USD', language: languageOf(page.body)?.replace('_', '-') ?? 'en-US' }
  const offers = offersOf(page.body)
  if (offers !== undefined) return readOffers(offers, hints)
  const { cards, head } = readPage(page.body)
  const total = /total_count%22%3A%22(\d{1,9})%22/.exec(page.body)?.[1]
  return judge({
    listings: cards.map((card) => readCard(card, hints)).filter((each) => each !== null),
    cards: cards.length,
    linked: () => new Set(page.body.match(/\/product-detail\/[^"'\s?/]{0,300}?_\d{8,20}\.html/g) ?? []).size,
    claimed: readClaimed(head.heading[0]?.text ?? '') ?? (total === undefined ? undefined : Number(total)),
    next: head.next.some((each) => each.attributes['href'] !== undefined),
    emptyWords:
      head.none.map((each) => each.text).find((text) => text !== '') ??
      nothing.exec(visibleText(page.body, 20_000))?.[0],
  })
}

function readCard(card: OfferCard, hints: PriceHints): Listing | null {
  const { attributes, fields } = card
  const path = /\/product-detail\/[^"'\s?/]{0,300}?_(\d{8,20})\.html/.exec(fields.link[0]?.attributes['href'] ?? '')
  const title = fields.title[0]?.text ?? ''
  if (!path || title === '') return null
  const minimum = fields.minimum.map((each) => each.text).find((text) => /min/i.test(text)) ?? ''
  const priceText = `${fields.price[0]?.text ?? ''} ${minimum}`.trim()
  const rating = Number(fields.score[0]?.text)
  return {
    marketplace: 'alibaba',
    id: path[1] ?? '',
    url: `https://www.alibaba.com${path[0]}`,
    title,
    ...priceFields(readPrice(priceText, hints), priceText),
    seller: sellerOf(card),
    images: imagesOf(card),
    ...defined({
      sold: fields.sold[0] ? readCount(fields.sold[0].text) : undefined,
      rating: rating > 0 ? rating : undefined,
      ratings: readCount(/\(([\d,.kK+]{1,12})\)/.exec(fields.review[0]?.text ?? '')?.[1] ?? ''),
      sponsored: /(?:^|&)is_(?:p4p|ad)=true/.test(attributes['data-aplus-auto-offer'] ?? '') || undefined,
    }),
  }
}

function sellerOf({ fields }: OfferCard): Listing['seller'] {
  const company = fields.company[0]
  if (!company?.text) return null
  const href = company.attributes['href']
  const url = /^(?:https?:)?\/\/([a-z0-9-]{1,80}(?:\.[a-z]{2})?\.alibaba\.com)\b/.exec(href ?? '')?.[1]
  return defined({
    name: company.text,
    url: url === undefined ? undefined : `https://${url}`,
    country: /(?:^|[^A-Z])([A-Z]{2})$/.exec(fields.year[0]?.text ?? '')?.[1],
  })
}

/** A page that a browser saved has its pictures beside it; what finds similar ones has the address. */
function imagesOf({ fields }: OfferCard): string[] {
  const similar = /imgUrl=(https?:\/\/[^&]{1,300})/.exec(
    fields.similar[0]?.attributes['data-aplus-similar-dot'] ?? '',
  )?.[1]
  return pictureUrls([similar, ...fields.image.map((each) => each.attributes['src'])]).slice(0, 1)
}
