import type { Listing } from '../../model/listing.ts'
import type { Territory } from '../../model/marketplace.ts'
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
import { at, type Json, jsonAfter, listAt, numberAt, parseJson, textAt } from '../reading/json-values.ts'
import { priceFields, priceOfFields } from '../reading/product-price.ts'
import { territoryOfPage } from '../reading/territory-of-page.ts'
import { lazadaTerritories } from './territories.ts'

/** Attributes hold; class names are made by chance at each release (seen 2024-02, 2026-05). */
const selectors = {
  card: '[data-qa-locator=product-item]',
  fields: { link: 'a[title]', anyLink: 'a[href*="/products/"]', image: 'img[type=product]', text: 'span' },
  head: { none: '[class*="search-error"], .ant-empty', next: 'li.ant-pagination-next' },
}
const readPage = cardReader(selectors)
const nothing =
  /search no result|we cannot find any matches for your search term|(?:không tìm thấy|tidak dapat menemukan|ไม่พบ)[^.]{0,60}(?:kết quả|hasil|ผลการค้นหา)/i
type LazadaCard = Card<keyof typeof selectors.fields>

/** A Lazada results page: its embedded `window.pageData` when the server wrote it, or the answer of `&ajax=true` (both documented), else its cards (2024-02, 2026-05). */
export function readLazadaSearch(page: Page): SearchOutcome {
  const early = readBlock(page, lazadaTerritories) ?? searchStatus(page)
  if (early) return early
  const territory = territoryOfPage(page, lazadaTerritories)
  const answer = isJson(page.body) ? parseJson(page.body) : undefined
  const asked = textAt(answer, 'rgv587_flag') ?? textAt(answer, 'ret', 0)
  if (asked !== undefined && at(answer, 'mods') === undefined && /^sm$|RGV587|USER_VALIDATE/.test(asked))
    return { kind: 'blocked', by: 'slider', said: asked.slice(0, 200) }
  const data = answer ?? jsonAfter(page.body, 'window.pageData')
  if (at(data, 'mods') !== undefined) return readData(data, territory)
  const { cards, head } = readPage(page.body)
  const shown = /[\d.,]{1,12} (?:items|products) found for/i.exec(visibleText(page.body, 60_000))?.[0] ?? ''
  return judge({
    listings: cards.map((card) => readCard(card, territory)).filter((each) => each !== null),
    cards: cards.length,
    linked: () => new Set(page.body.match(/-i\d{6,}(?:-s\d+)?\.html/g) ?? []).size,
    claimed: readClaimed(shown.replace(' found', '')),
    next: head.next.some((each) => each.attributes['aria-disabled'] === 'false'),
    emptyWords:
      head.none.map((each) => each.text).find((text) => text !== '') ??
      nothing.exec(visibleText(page.body, 60_000))?.[0],
  })
}

function readCard(card: LazadaCard, territory: Territory): Listing | null {
  const id = card.attributes['data-item-id']
  const link = card.fields.link[0]?.attributes
  const title = link?.['title']?.trim() || card.fields.image[0]?.attributes['alt']?.trim()
  if (id === undefined || !title) return null
  const texts = card.fields.text.map((each) => each.text)
  const hints = { currency: territory.currency, language: territory.language }
  const priceText = texts.find((text) => readPrice(text, hints) !== null && /\p{Sc}|Rp|RM/u.test(text)) ?? ''
  const soldText = texts.find((text) => /\d.{0,40}?(?:sold|terjual|đã bán|ขาย)/i.test(text))
  const ratings = texts.map((text) => /^\(([\d.,]+k?)\)$/i.exec(text)?.[1]).find((each) => each !== undefined)
  const place = card.fields.text
    .map((each) => each.attributes['title'])
    .find((each) => each !== undefined && each !== '')
  return {
    marketplace: 'lazada',
    id,
    url:
      cleanUrl(link?.['href'] ?? card.fields.anyLink[0]?.attributes['href'], territory.origin) ??
      `${territory.origin}/products/i${id}.html`,
    title,
    ...priceFields(readPrice(priceText, hints), priceText),
    seller: null,
    images: pictureUrls(card.fields.image.map((each) => each.attributes['src'])),
    ...defined({
      location: place,
      sold: soldText === undefined ? undefined : readCount(soldText),
      ratings: ratings === undefined ? undefined : readCount(ratings),
    }),
  }
}

function readData(data: Json | undefined, territory: Territory): SearchOutcome {
  const cards = listAt(data, 'mods', 'listItems')
  const total = numberAt(data, 'mainInfo', 'totalResults')
  const page = numberAt(data, 'mainInfo', 'page') ?? 1
  const size = numberAt(data, 'mainInfo', 'pageSize') ?? 40
  return judge({
    listings: cards.map((card) => readItem(card, territory)).filter((each) => each !== null),
    cards: cards.length,
    linked: 0,
    claimed: total,
    next: total !== undefined && page * size < total,
    emptySaid: total === 0 ? 'mainInfo.totalResults: 0' : undefined,
  })
}

function readItem(card: Json, territory: Territory): Listing | null {
  const id = textAt(card, 'itemId') ?? textAt(card, 'nid')
  const title = textAt(card, 'name')
  if (id === undefined || title === undefined) return null
  const shown = textAt(card, 'priceShow')
  const plain = textAt(card, 'price')
  const price =
    shown === undefined
      ? priceOfFields(plain, territory.currency)
      : readPrice(shown, { currency: territory.currency, language: territory.language })
  const seller = defined({ id: textAt(card, 'sellerId'), name: textAt(card, 'sellerName') })
  return {
    marketplace: 'lazada',
    id,
    url:
      cleanUrl(textAt(card, 'itemUrl') ?? textAt(card, 'productUrl'), territory.origin) ??
      `${territory.origin}/products/i${id}.html`,
    title,
    ...priceFields(price, shown ?? plain ?? ''),
    seller: Object.keys(seller).length > 0 ? seller : null,
    images: pictureUrls([textAt(card, 'image')]),
    ...defined({
      location: textAt(card, 'location'),
      sold: readCount(textAt(card, 'itemSoldCntShow') ?? ''),
      rating: numberAt(card, 'ratingScore'),
      ratings: numberAt(card, 'review'),
    }),
  }
}
