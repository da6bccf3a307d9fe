import type { Listing } from '../../model/listing.ts'
import { readPrice } from '../../model/money-reader.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { changed, judge } from '../judge.ts'
import { pictureUrls } from '../listing-urls.ts'
import { type Card, cardReader } from '../reading/card-stream.ts'
import { readCount } from '../reading/counts.ts'
import { visibleText } from '../reading/html-text.ts'
import { defined } from '../reading/json-ld.ts'
import { priceFields } from '../reading/product-price.ts'

/** `data-aplus-report` names the offer that a card is of (seen 2024-05 on p4psearch.1688.com); s.1688.com of 2025 seen as one card, of before 2020 as scrapers read them. */
const selectors = {
  card: '[data-aplus-report*="object_type@offer"], a[class*="search-offer-wrapper"], a[class*="search-offer-item"], .sm-offer-item',
  fields: {
    link: 'a[href*="offer"]',
    title: '.title-text, .subject, .sm-offer-title, [class*="titleText"]',
    price: '.price-item, .price_num, .sm-offer-priceNum, [class*="priceItem"]',
    shop: '.offer-shop-row .desc-text, .offer-shop-row [class*="shop-name"], .sm-offer-companyName, [class*="companyName"]',
    row: '.offer-shop-row',
    place: '[class*="offer-location"], .offer-address, [class*="areaText"]',
    nick: '[data-nick]',
    sold: '[class*="col-desc_after"]',
    image: 'img',
  },
  head: { next: '[class*="fui-next"], a.next-next, .page-next' },
  // A chat's button has words of its own, and says whose it is.
  hidden: '.J_WangWang, [class*="wangwang"], .ww-link, .ww-box',
  // A hover shows the price of a quantity, and is not what is drawn.
  without: '[class*="offer-hover"], [class*="hover-price"], [class*="hoverPrice"], [class*="hover-panel"]',
}
const readPage = cardReader(selectors)
type OfferCard = Card<keyof typeof selectors.fields>
const nothing = /没有?找到[^。]{0,60}(?:货源|商品|产品|供应)|没有相关的?(?:货源|商品)/

/** Results by their cards, as a browser has built them. */
export function readCards(page: Page): SearchOutcome {
  const { cards, head } = readPage(page.body)
  const linked = new Set(page.body.match(/detail\.1688\.com\/offer\/\d{8,}/g) ?? []).size
  const emptyWords = nothing.exec(visibleText(page.body, 20_000))?.[0]
  if (cards.length === 0 && emptyWords === undefined)
    return changed(`neither offerresultData nor cards; the page links to ${linked} offers`)
  return judge({
    listings: cards.map(readCard).filter((each) => each !== null),
    cards: cards.length,
    linked,
    next: head.next.some(
      ({ attributes }) => !/disabled/.test(`${attributes['class'] ?? ''} ${attributes['disabled'] ?? ''}`),
    ),
    emptyWords,
  })
}

function readCard(card: OfferCard): Listing | null {
  const { fields } = card
  const id = idOf(card)
  const title = fields.title[0]?.attributes['title'] || fields.title[0]?.text
  if (id === undefined || !title) return null
  // The whole part and the rest stand in elements of their own.
  const printed = (fields.price[0]?.text ?? '').replace(/\s+/g, '')
  const seller = fields.shop[0]?.text || fields.row[0]?.text || nickOf(fields.nick[0]?.attributes['data-nick'])
  return {
    marketplace: '1688',
    id,
    url: `https://detail.1688.com/offer/${id}.html`,
    title,
    ...priceFields(readPrice(printed, { currency: 'CNY', language: 'zh-CN' }), printed),
    seller: seller ? { name: seller } : null,
    images: pictureUrls(fields.image.map((each) => each.attributes['src'])).slice(0, 1),
    ...defined({
      sold: readCount(/(?<![\d.])[\d.]{1,15}万?\+?件/.exec(fields.sold[0]?.text ?? '')?.[0] ?? ''),
      location: fields.place[0]?.text || undefined,
    }),
    ...(isPaid(card) && { sponsored: true }),
  }
}

const isPaid = ({ attributes }: OfferCard): boolean =>
  /_p_isad@1\b|itemType@p4p/.test(attributes['data-aplus-report'] ?? '') ||
  /^https?:\/\/dj\.1688\.com\//.test(attributes['href'] ?? '')

function idOf({ attributes, fields }: OfferCard): string | undefined {
  const href = attributes['href'] ?? fields.link[0]?.attributes['href'] ?? ''
  return [
    /object_id@(\d{8,})/.exec(attributes['data-aplus-report'] ?? ''),
    /\/offer\/(\d{8,})\.html/.exec(href),
    /[?&]offerId=(\d{8,})/i.exec(href),
    /_(\d{8,})$/.exec(attributes['data-renderkey'] ?? ''),
    /^(\d{8,})$/.exec(attributes['t-offer-id'] ?? ''),
  ].find((each) => each !== null)?.[1]
}

/** A seller's login name, percent-encoded; "" for what is no UTF-8 (old pages write GBK). */
function nickOf(encoded: string | undefined): string {
  try {
    return decodeURIComponent(encoded ?? '')
  } catch (error) {
    if (error instanceof URIError) return ''
    throw error
  }
}
