import type { Listing } from '../../model/listing.ts'
import { compareAmounts, type Price } from '../../model/money.ts'
import { readPrice } from '../../model/money-reader.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { changed, judge, searchStatus } from '../judge.ts'
import { pictureUrls } from '../listing-urls.ts'
import { isJson, readBlock } from '../reading/block-pages.ts'
import { type Card, cardReader } from '../reading/card-stream.ts'
import { readClaimed } from '../reading/counts.ts'
import { visibleText } from '../reading/html-text.ts'
import { defined } from '../reading/json-ld.ts'
import { at, type Json, listAt, numberAt, parseJson, textAt } from '../reading/json-values.ts'
import { priceFields, priceOfFields } from '../reading/product-price.ts'
import { home, mercariSite, pageOf, usHome } from './pages.ts'

/** Japan's cards as a browser has built them (seen 2025-04 to 2025-10, told of 2026-08); the last two are America's, as documented. */
const selectors = {
  card: '[data-testid=item-cell], [data-testid=ProductThumbWrapper], [data-testid=ItemContainer]',
  fields: {
    link: 'a[href*="/item/"], a[href*="/shops/product/"], a[href*="/us/item/"]',
    thumbnail: '.merItemThumbnail, [role=img][id]',
    name: '[data-testid=thumbnail-item-name], [data-testid=ItemName]',
    image: 'img',
    price: '.merPrice, [data-testid=item-tile-price], [data-testid=ProductThumbItemPrice], [data-testid=ItemPrice]',
    number: '[class*="number__"]',
    sold: '[data-testid=thumbnail-sticker], [data-testid=ProductThumbItemSold], [data-testid=ItemSold]',
  },
  head: {
    canonical: 'link[rel=canonical]',
    own: 'meta[property="og:url"]',
    next: '[data-testid=pagination-next-button]',
    count: '[data-testid=SearchResultCount]',
    zero: '[data-testid=ZeroStateSearch]',
  },
}
const readPage = cardReader(selectors)
type MercariCard = Card<keyof typeof selectors.fields>

/** Japan's sentence stands in no element of its own (2025-05). The facets have one like it, of 項目. */
const nothing = /出品された商品がありません|検索結果はありません|該当する商品(?:が|は)?(?:ありません|見つかりません)/

/** America's home page is made of the cards that its results are made of. */
const homePage = /^https:\/\/(?:www|jp)\.mercari\.com\/?(?:[?#]|$)/

/** What a card's picture is called: "TITLEの画像 売り切れ 4,600円", in a visitor's own currency behind that. */
const labelled = /^(.{1,300})の画像(?:\s+(売り切れ))?\s+([\d,]{1,12})円(?:\s|$)/s

/** A Mercari results page as a browser has built it, or the answer that it was built from (`/v2/entities:search`, documented). */
export function readMercariSearch(page: Page): SearchOutcome {
  const early = readBlock(page, mercariSite.territories) ?? searchStatus(page)
  if (early) return early
  if (isJson(page.body)) return readAnswer(parseJson(page.body))
  const { cards, head } = readPage(page.body)
  if (head.canonical.some((each) => pageOf(each.attributes['href'] ?? '') !== null)) return changed('a listing’s page')
  const addresses = [...head.canonical, ...head.own].map(
    ({ attributes }) => attributes['href'] ?? attributes['content'] ?? '',
  )
  if (addresses.some((each) => homePage.test(each))) return changed('the home page, not the results of a search')
  const filled = cards.filter((card) => card.fields.link.length > 0 || card.attributes['href'] !== undefined)
  const waiting = cards.length - filled.length
  if (filled.length === 0 && waiting > 0) return changed(`${waiting} places for results, and none is filled yet`)
  return judge({
    listings: filled.map(readCard).filter((each) => each !== null),
    cards: filled.length,
    ...(waiting > 0 && { leftOut: { 'not-filled': waiting } }),
    linked: () => new Set(page.body.match(/\/item\/m\d{8,}/g) ?? []).size,
    claimed: readClaimed(head.count[0]?.text ?? ''),
    next: head.next.length > 0,
    emptySaid: head.zero[0]?.text,
    emptyWords: nothing.exec(visibleText(page.body, 20_000))?.[0],
    warnings: waiting > 0 ? [`${waiting} of ${cards.length} places for results are not filled yet`] : [],
  })
}

function readCard(card: MercariCard): Listing | null {
  const { fields } = card
  const href = fields.link[0]?.attributes['href'] ?? card.attributes['href'] ?? ''
  const found = pageOf(href)
  const label = labelled.exec(fields.thumbnail[0]?.attributes['aria-label'] ?? '')
  const alt = fields.image[0]?.attributes['alt']?.replace(/のサムネイル$/, '')
  const title = [alt, label?.[1], fields.name[0]?.text].map((each) => each?.trim()).find((each) => each)
  if (found === null || title === undefined) return null
  const isUs = found.url.startsWith(usHome)
  const texts = [...fields.price, ...fields.number].map((each) => each.text)
  const printed = texts.find((text) => /\d/.test(text)) ?? (label?.[3] === undefined ? '' : `¥${label[3]}`)
  const price = readPrice(
    printed,
    isUs ? { currency: 'USD', language: 'en-US' } : { currency: 'JPY', language: 'ja-JP' },
  )
  return {
    marketplace: 'mercari',
    ...found,
    title,
    ...priceFields(agreed(price, label?.[3]), printed),
    seller: null,
    images: pictureUrls(fields.image.map((each) => each.attributes['src'])).slice(0, 1),
    ...((fields.sold.some(isSold) || label?.[2] !== undefined) && { availability: 'SoldOut' }),
  }
}

const isSold = ({ text, attributes }: MercariCard['fields']['sold'][number]): boolean =>
  /売り切れ|sold/i.test(`${attributes['aria-label'] ?? ''} ${text}`) ||
  attributes['data-testid']?.endsWith('Sold') === true

/** A price in yen that the card's label says otherwise is not certain. */
function agreed(price: Price | null, labelled: string | undefined): Price | null {
  if (price === null || labelled === undefined || price.currency !== 'JPY') return price
  return compareAmounts(price.amount, labelled.replaceAll(',', '')) === 0 ? price : null
}

function readAnswer(answer: Json | undefined): SearchOutcome {
  if (at(answer, 'meta') === undefined || !Array.isArray(at(answer, 'items')))
    return changed('JSON without meta and items')
  const cards = listAt(answer, 'items')
  const found = numberAt(answer, 'meta', 'numFound')
  return judge({
    listings: cards.map(readItem).filter((each) => each !== null),
    cards: cards.length,
    linked: 0,
    claimed: found,
    next: textAt(answer, 'meta', 'nextPageToken') !== undefined,
    emptySaid: found === 0 ? 'meta.numFound: 0' : undefined,
  })
}

function readItem(card: Json): Listing | null {
  const id = textAt(card, 'id')
  const title = textAt(card, 'name')
  if (id === undefined || title === undefined) return null
  const price = textAt(card, 'price')
  const seller = textAt(card, 'sellerId') ?? textAt(card, 'shop', 'id')
  const status = textAt(card, 'status')
  return {
    marketplace: 'mercari',
    id,
    url: /^m\d+$/.test(id) ? `${home}/item/${id}` : `${home}/shops/product/${encodeURIComponent(id)}`,
    title,
    ...priceFields(priceOfFields(price, 'JPY'), price ?? ''),
    seller: seller === undefined ? null : defined({ id: seller, name: textAt(card, 'shop', 'displayName') }),
    images: pictureUrls(listAt(card, 'thumbnails').map((each) => textAt(each))).slice(0, 3),
    ...(status !== undefined && !/ON_SALE/i.test(status) && { availability: 'SoldOut' }),
  }
}
