import type { Listing } from '../../model/listing.ts'
import { readPrice } from '../../model/money-reader.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { changed, judge, searchStatus } from '../judge.ts'
import { pictureUrls } from '../listing-urls.ts'
import { readBlock } from '../reading/block-pages.ts'
import { type Card, cardReader } from '../reading/card-stream.ts'
import { readCount } from '../reading/counts.ts'
import { readItemList } from '../reading/item-list.ts'
import { defined } from '../reading/json-ld.ts'
import { type Json, jsonAfter, listAt, textAt } from '../reading/json-values.ts'
import { priceFields } from '../reading/product-price.ts'
import { pageData } from './page-data.ts'
import { dhgateSite, home, idOfUrl } from './pages.ts'

/** As seven scrapers of 2024 to 2026 read them, two of which say that they were tried on live pages; `.listitem` is of before 2021. */
const selectors = {
  card: '.gallery-main, li[itemcode], .listitem',
  fields: {
    link: 'a[href*="/product/"]',
    title: '.gallery-pro-name, .pro-title',
    price: '.current-price, .price',
    minimum: '[class*="min-order"], [class*="minOrder"]',
    store: '.store-name, .seller-name',
    sold: '.sold-num, [class*="sold"]',
    code: '[itemcode]',
    image: 'img',
  },
  head: {
    canonical: 'link[rel=canonical]',
    next: 'a.next, li.next a, [class*="pagination"] [class*="next"]',
  },
}
const readPage = cardReader(selectors)
type DhgateCard = Card<keyof typeof selectors.fields>
const hints = { currency: 'USD', language: 'en-US' }

/**
 * A DHgate results page: by the products in its data, with the price that the card of each prints; else by its cards; else by
 * its schema.org data.
 */
export function readDhgateSearch(page: Page): SearchOutcome {
  const early = readBlock(page, dhgateSite.territories) ?? searchStatus(page)
  if (early) return early
  const { cards, head } = readPage(page.body)
  const shown = cards.map(readCard).filter((each) => each !== null)
  if (head.canonical.some((each) => idOfUrl(each.attributes['href'] ?? '') !== undefined))
    return changed('a listing’s page')
  const found = jsonAfter(page.body, '"totalProducts":') ?? jsonAfter(pageData(page.body), '"totalProducts":')
  const products = listAt(found)
  if (products.length === 0 && cards.length === 0)
    return readItemList(page, { marketplace: 'dhgate', idOf: idOfUrl, currency: 'USD' })
  const printed = new Map(shown.map((each) => [each.id, each]))
  const told = products.map((each) => readProduct(each, printed)).filter((each) => each !== null)
  const listings = told.length > 0 ? told : shown
  const missing = shown.filter((each) => !listings.some(({ id }) => id === each.id)).length
  return judge({
    listings,
    cards: told.length > 0 ? products.length : cards.length,
    linked: 0,
    next: head.next.some((each) => each.attributes['href'] !== undefined),
    warnings: missing * 2 > shown.length ? [`${missing} of ${shown.length} cards are not in the page's data`] : [],
  })
}

function readCard(card: DhgateCard): Listing | null {
  const { attributes, fields } = card
  const href = fields.link[0]?.attributes['href'] ?? ''
  const id = attributes['itemcode'] ?? fields.code[0]?.attributes['itemcode'] ?? idOfUrl(href)
  const title = fields.title[0]?.text || fields.link[0]?.attributes['title']
  if (id === undefined || !/^\d{6,}$/.test(id) || !title) return null
  const priceText = `${fields.price[0]?.text ?? ''} ${fields.minimum[0]?.text ?? ''}`.trim()
  const store = fields.store[0]?.text
  return {
    marketplace: 'dhgate',
    id,
    url: urlOf(href, id),
    title,
    ...priceFields(readPrice(priceText, hints), priceText),
    seller: store ? { name: store } : null,
    images: pictureUrls(fields.image.map((each) => each.attributes['src'])).slice(0, 1),
    ...defined({ sold: fields.sold[0] ? readCount(fields.sold[0].text) : undefined }),
  }
}

function readProduct(product: Json, printed: ReadonlyMap<string, Listing>): Listing | null {
  const href =
    textAt(product, 'productDurl') ?? textAt(product, 'productDetailUrl') ?? textAt(product, 'productUrl') ?? ''
  const id = textAt(product, 'itemcode') ?? textAt(product, 'itemCode') ?? idOfUrl(href)
  const title = (textAt(product, 'productname') ?? textAt(product, 'productName'))?.replace(/<[^>]{0,60}>/g, '').trim()
  if (id === undefined || !/^\d{6,}$/.test(id) || !title) return null
  const card = printed.get(id)
  const minimum = textAt(product, 'minOrder')
  const told = `${textAt(product, 'price') ?? ''} ${minimum === undefined ? '' : `Min. order: ${minimum}`}`.trim()
  const seller = defined({
    id: textAt(product, 'supplierid') ?? textAt(product, 'supplierId'),
    name: textAt(product, 'storeName') ?? card?.seller?.name,
  })
  return {
    marketplace: 'dhgate',
    id,
    url: urlOf(href, id),
    title,
    ...(card && card.price !== null ? { price: card.price } : priceFields(readPrice(told, hints), told)),
    seller: Object.keys(seller).length > 0 ? seller : null,
    images: pictureUrls([
      textAt(product, 'bigimagepath') ?? textAt(product, 'seo300ImagePath'),
      ...(card?.images ?? []),
    ]).slice(0, 1),
    ...defined({ sold: card?.sold }),
  }
}

function urlOf(href: string, id: string): string {
  const path = /\/product\/[^/?#"\s]{0,200}\/\d{6,}\.html/.exec(href)?.[0]
  return `${home}${path ?? `/product/-/${id}.html`}`
}
