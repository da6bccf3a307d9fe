import type { LeftOut } from '../../model/left-out.ts'
import type { Listing } from '../../model/listing.ts'
import type { Territory } from '../../model/marketplace.ts'
import { readPrice } from '../../model/money-reader.ts'
import { cleanUrl, pictureUrls } from '../listing-urls.ts'
import { type Card, cardReader } from '../reading/card-stream.ts'
import { readCount } from '../reading/counts.ts'
import { defined } from '../reading/json-ld.ts'
import { priceFields } from '../reading/product-price.ts'
import { languageOf } from '../reading/territory-of-page.ts'

/**
 * Cards as a browser builds them: aliexpress.ru 2025-06 seen; aliexpress.com of 2023 ("multi--…") and of 2025 (names made by
 * chance, what is read aloud beside them) as public code reads them.
 */
const selectors = {
  card: '[data-product-id], .search-item-card-wrapper-gallery, a.search-card-item',
  fields: {
    link: 'a[href*="/item/"], a[href*="productIds="]',
    title: '[class*="RedSnippet__title"], [class*="multi--titleText"], h3, [role=heading]',
    price: '[class*="RedSnippet__priceNew"], [class*="multi--price-sale"]',
    aloud: 'div[aria-label]',
    store: '[class*="cards--storeLink"]',
    image: 'img',
    sold: '[class*="RedSnippet__trustItem"], [class*="multi--trade"], span',
  },
  head: {},
}
const readPage = cardReader(selectors)
type AliCard = Card<keyof typeof selectors.fields>

/** The second way, for pages without their data. Each card is read or left out: on a shelf, not filled yet, or without an address. */
export function readCards(
  body: string,
  territory: Territory,
): { cards: number; listings: Listing[]; leftOut: LeftOut } {
  const all = readPage(body).cards
  const results = all.filter((card) => !isShelf(card))
  const cards = results.filter((card) => linkOf(card) !== null)
  const empty = results.filter((card) => linkOf(card) === null && titleOf(card) === undefined).length
  const hints = { currency: territory.currency, language: languageOf(body) ?? territory.language }
  return {
    cards: cards.length,
    listings: cards.map((card) => readCard(card, hints)).filter((each) => each !== null),
    leftOut: {
      shelf: all.length - results.length,
      'not-filled': empty,
      'no-address': results.length - cards.length - empty,
    },
  }
}

/** "Selected for you" has the same cards below the results; each says which list it is of (2025-06). */
const isShelf = ({ attributes }: AliCard): boolean =>
  /rcmd|recommend|just_?for_?you/i.test(`${attributes['data-w-spm-c'] ?? ''} ${attributes['data-w-page-area'] ?? ''}`)

const titleOf = ({ fields }: AliCard): string | undefined =>
  fields.title.map((each) => each.text || each.attributes['aria-label'] || '').find((each) => each !== '')

function linkOf({ attributes, fields }: AliCard): { id: string; url: string } | null {
  const own = attributes['href'] ?? ''
  const href = [own, ...fields.link.map((each) => each.attributes['href'] ?? '')].find((each) =>
    /\/item\/(?:[^/?#]+\/)?\d|[?&]productIds=\d/.test(each),
  )
  const bundled = /[?&]productIds=(\d{8,20})/.exec(href ?? '')?.[1]
  if (bundled !== undefined) return { id: bundled, url: `https://www.aliexpress.com/item/${bundled}.html` }
  const id = /\/item\/(?:[^/?#]{1,400}\/)?(\d{8,20})\.html/.exec(href ?? '')?.[1]
  const url = cleanUrl(href?.split('?')[0], 'https://www.aliexpress.com')
  return id === undefined || url === null ? null : { id, url }
}

function readCard(card: AliCard, hints: { currency: string; language: string }): Listing | null {
  const { fields } = card
  const link = linkOf(card)
  const title = titleOf(card)
  if (link === null || title === undefined) return null
  const aloud = fields.aloud.map((each) => each.attributes['aria-label'] ?? '').filter((each) => each !== title)
  const printed = fields.price[0]?.text ?? aloud.find((each) => readPrice(each, hints) !== null) ?? ''
  const sold = fields.sold
    .map((each) => each.text)
    .find((text) =>
      /\d.{0,6}(?:sold|продано|куплено|купили|заказ|vendid|verkauft|vendu|vendut|verkocht|sprzedan|satıldı|terjual|đã bán|ขายแล้ว|판매|販売|נמכר|تم بيع)/i.test(
        text,
      ),
    )
  const image = fields.image
    .map((each) => each.attributes['src'])
    .filter((src) => /(?:alicdn|aliexpress-media)\.com\/kf\//.test(src ?? ''))
  const store = fields.store[0]?.text
  return {
    marketplace: 'aliexpress',
    id: link.id,
    url: link.url,
    title,
    ...priceFields(readPrice(printed, hints), printed),
    seller: store ? { name: store } : null,
    images: pictureUrls(image),
    ...defined({ sold: sold === undefined ? undefined : readCount(sold), rating: ratingOf(fields.sold) }),
    ...(isPaid(card) && { sponsored: true }),
  }
}

/** Five stars at the most, by itself: "4.9". */
function ratingOf(texts: AliCard['fields']['sold']): number | undefined {
  const found = texts.map((each) => /^([0-5][.,]\d)$/.exec(each.text)?.[1]).find((each) => each !== undefined)
  return found === undefined ? undefined : Number(found.replace(',', '.'))
}

/** Marked on the card (2025-06), or by the address that counts its clicks. */
const isPaid = ({ attributes, fields }: AliCard): boolean =>
  (attributes['data-ad'] ?? 'false') !== 'false' ||
  [attributes['href'], ...fields.link.map((each) => each.attributes['href'])].some((each) =>
    /[?&](?:ad_pvid|aem_p4p_detail|p4p_pid)=|\/\/click\./.test(each ?? ''),
  )
