import type { Listing } from '../../model/listing.ts'
import { readPrice } from '../../model/money-reader.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { judge, searchStatus } from '../judge.ts'
import { cleanUrl, pictureUrls } from '../listing-urls.ts'
import { isJson, readBlock } from '../reading/block-pages.ts'
import { type Card, cardReader } from '../reading/card-stream.ts'
import { readClaimed, readCount } from '../reading/counts.ts'
import { visibleText } from '../reading/html-text.ts'
import { defined } from '../reading/json-ld.ts'
import { at, parseJson } from '../reading/json-values.ts'
import { priceFields } from '../reading/product-price.ts'
import { readItems } from './api-items.ts'
import { itemOf } from './items.ts'
import { readState, searchState } from './state.ts'

/** What shops' scrapers read from 2019 to 2026: class names end in chance, their beginnings stay. */
const selectors = {
  card: '.searchresultitem',
  fields: {
    link: 'a[href*="item.rakuten.co.jp"], a[href*="books.rakuten.co.jp/rb/"]',
    title: '[class*="title-link"], .title',
    price: '[class*="price--"], .important',
    shop: '.merchant',
    score: '.score',
    reviews: '.legend',
    image: 'img',
  },
  head: { count: '.count, ._medium', none: '.no-result, .notFound', next: 'a.nextPage, .item.-next' },
}
const readPage = cardReader(selectors)
const nothing = /(?:該当する商品|検索条件に一致する商品)[^。]{0,30}(?:ありません|見つかりません)[^。]{0,10}/

/** An answer of the Ichiba item search API (2017, format versions 1 and 2), or an HTML results page: by its state (2026-09), else by its cards. */
export function readRakutenSearch(page: Page): SearchOutcome {
  const early = readBlock(page) ?? searchStatus(page)
  if (early) return early
  if (isJson(page.body)) return readItems(parseJson(page.body))
  const state = searchState(page.body)
  if (Array.isArray(at(state, 'items'))) return readState(state, page.body)
  const { cards, head } = readPage(page.body)
  return judge({
    listings: cards.map(readCard).filter((each) => each !== null),
    cards: cards.length,
    linked: () => new Set(page.body.match(/item\.rakuten\.co\.jp\/[\w-]+\/[\w-]+/g) ?? []).size,
    claimed: head.count.map((each) => readClaimed(each.text)).find((each) => each !== undefined),
    next: head.next.length > 0,
    emptyWords:
      head.none.map((each) => each.text).find((text) => text !== '') ??
      nothing.exec(visibleText(page.body, 20_000))?.[0],
  })
}

function readCard({ fields }: Card<keyof typeof selectors.fields>): Listing | null {
  const url = cleanUrl(fields.link[0]?.attributes['href'], 'https://item.rakuten.co.jp')
  const item = itemOf(url)
  const named = [...fields.title, ...fields.link]
  const title = [...named.map((each) => each.attributes['title']), ...named.map((each) => each.text)].find(
    (each) => each,
  )
  if (url === null || item === null || title === undefined) return null
  const priceText = fields.price[0]?.text ?? ''
  const shop = fields.shop[0]?.text
  const rating = Number(fields.score[0]?.text)
  return {
    marketplace: 'rakuten',
    id: `${item.shop}:${item.name}`,
    url,
    title: title.replace(/^\[PR\]\s*/, ''),
    ...priceFields(readPrice(priceText, { currency: 'JPY', language: 'ja-JP' }), priceText),
    seller: shop ? { id: item.shop, name: shop } : { id: item.shop },
    images: pictureUrls(fields.image.map((each) => each.attributes['src'])).slice(0, 1),
    ...defined({
      rating: rating > 0 ? rating : undefined,
      ratings: readCount(fields.reviews[0]?.text ?? ''),
      sponsored: /^\[PR\]/.test(title) || undefined,
    }),
  }
}
