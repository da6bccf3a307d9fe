import type { Listing } from '../../model/listing.ts'
import { isAmount } from '../../model/money.ts'
import { readPrice } from '../../model/money-reader.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { changed, judge } from '../judge.ts'
import { pictureUrls } from '../listing-urls.ts'
import { type Card, cardReader } from '../reading/card-stream.ts'
import { readCount } from '../reading/counts.ts'
import { visibleText } from '../reading/html-text.ts'
import { defined } from '../reading/json-ld.ts'
import { priceFields, priceOfFields } from '../reading/product-price.ts'

/**
 * Taobao's cards of 2022 to 2026 end in chance and begin with their words, each in a column that is there before it is drawn (2025);
 * `.product` is list.tmall.com until 2022. As scrapers of these years read them.
 */
const selectors = {
  card: '[class*="search-content-col"], a[class*="doubleCardWrapper"], .product[data-id]',
  fields: {
    link: 'a[id^="item_id_"], a[href*="id="]',
    title: '[class*="title--"], .productTitle',
    whole: '[class*="priceInt"]',
    rest: '[class*="priceFloat"]',
    price: '.productPrice em',
    sold: '[class*="realSales"], .productStatus em',
    place: '[class*="procity"]',
    shop: '[class*="shopNameText"], [class*="ShopInfo--shopName"], .productShop-name',
    image: 'img',
  },
  head: { next: '.next-pagination-item.next-next, a.ui-page-next', none: '[class*="noResult"], .nrt' },
}
const readPage = cardReader(selectors)
const nothing = /没有?找到[^。]{0,60}(?:相关|符合|匹配)[^。]{0,20}(?:宝贝|商品)/

/** Results by their cards: the whole part of a price and the rest stand in elements of their own. */
export function readCards(page: Page): SearchOutcome {
  const { cards: places, head } = readPage(page.body)
  const cards = places.filter(isFilled)
  const linked = new Set(
    page.body.match(/(?:item\.taobao|detail\.tmall)\.com\/item\.htm\?(?:[^"'\s?]{0,100}?[&;])?id=\d{8,20}/g) ?? [],
  ).size
  const emptyWords = head.none[0]?.text || nothing.exec(visibleText(page.body, 20_000))?.[0]
  if (cards.length === 0 && emptyWords === undefined)
    return changed(`neither g_page_config nor cards; the page links to ${linked} items`)
  return judge({
    listings: cards.map(readCard).filter((each) => each !== null),
    cards: cards.length,
    ...(cards.length < places.length && { leftOut: { 'not-filled': places.length - cards.length } }),
    linked,
    next: head.next.some(({ attributes }) => attributes['disabled'] === undefined),
    emptyWords,
  })
}

/** A column whose card is drawn only when it comes into sight is there with nothing in it. */
const isFilled = ({ attributes, fields }: Card<keyof typeof selectors.fields>): boolean =>
  attributes['href'] !== undefined || Object.values(fields).some((found) => found.length > 0)

function readCard({ attributes: own, fields }: Card<keyof typeof selectors.fields>): Listing | null {
  const attributes = own['href'] === undefined ? { ...fields.link[0]?.attributes, ...own } : own
  const href = attributes['href'] ?? ''
  const id =
    /^item_id_(\d{8,20})$/.exec(fields.link[0]?.attributes['id'] ?? attributes['id'] ?? '')?.[1] ??
    attributes['data-id'] ??
    /[?&]id=(\d{8,20})/.exec(href)?.[1]
  const title = fields.title[0]?.attributes['title'] || fields.title[0]?.text
  if (id === undefined || !/^\d{6,}$/.test(id) || !title) return null
  const isTmall = /detail\.tmall/.test(href) || attributes['data-id'] !== undefined
  const shop = fields.shop[0]?.text
  return {
    marketplace: 'taobao',
    id,
    url: `https://${isTmall ? 'detail.tmall' : 'item.taobao'}.com/item.htm?id=${id}`,
    title,
    ...pricesOf(fields),
    seller: shop ? { name: shop } : null,
    images: pictureUrls(
      fields.image.map((each) => each.attributes['src'] ?? each.attributes['data-ks-lazyload']),
    ).slice(0, 1),
    ...defined({
      location: fields.place.map((each) => each.text).join(' ') || undefined,
      sold: readCount(fields.sold[0]?.text ?? ''),
      sponsored: /click\.simba|[?&]ali_trackid=|mm_ad/.test(href) || undefined,
    }),
  }
}

function pricesOf(fields: Card<keyof typeof selectors.fields>['fields']): Pick<Listing, 'price' | 'priceText'> {
  const parts = `${fields.whole[0]?.text ?? ''}${fields.rest[0]?.text ?? ''}`.replaceAll(',', '')
  if (parts !== '') return priceFields(isAmount(parts) ? priceOfFields(parts, 'CNY') : null, parts)
  const printed = fields.price[0]?.text ?? ''
  return priceFields(readPrice(printed, { currency: 'CNY', language: 'zh-CN' }), printed)
}
