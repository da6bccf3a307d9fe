import type { Listing } from '../../model/listing.ts'
import type { Territory } from '../../model/marketplace.ts'
import type { Price } from '../../model/money.ts'
import { readPrice } from '../../model/money-reader.ts'
import { currencyOfSign } from '../../model/money-symbols.ts'
import { cleanUrl, pictureUrls } from '../listing-urls.ts'
import { type Card, cardReader } from '../reading/card-stream.ts'
import { readCount } from '../reading/counts.ts'
import { defined } from '../reading/json-ld.ts'
import { priceFields, priceOfFields } from '../reading/product-price.ts'
import { homeOfId, idOfUrl, offerUrl } from './territories.ts'

/** Seen as parts of pages and pages without data, 2025-03 and 2026-06; the older names (2021 … 2023) are as public code reads them. */
const selectors = {
  card: 'div.poly-card, div.ui-search-result__wrapper',
  fields: {
    link: 'a[href]',
    title: '.poly-component__title, .ui-search-item__title',
    price:
      '.poly-price__current .andes-money-amount, .ui-search-price__second-line .andes-money-amount, .ui-search-price__second-line .price-tag',
    sign: '.poly-price__current .andes-money-amount__currency-symbol, .ui-search-price__second-line .andes-money-amount__currency-symbol, .price-tag-symbol',
    brand: '.poly-component__brand, .ui-search-item__brand-discoverability',
    seller: '.poly-component__seller, .ui-search-official-store-label',
    maker: '.poly-component__seller .poly-fw-semibold',
    review: '.poly-component__review-compacted',
    image: 'img',
    rating: '.poly-reviews__rating, .ui-search-reviews__rating-number',
    ratings: '.poly-reviews__total, .ui-search-reviews__amount',
    ad: '.poly-component__ads-promotions, .ui-search-item__pub-label',
  },
  head: {},
}
const readPage = cardReader(selectors)
type MercadoCard = Card<keyof typeof selectors.fields>

/** The cards of a results page that has no data to read; the second way. */
export function readCards(body: string): { cards: number; listings: Listing[] } {
  const { cards } = readPage(body)
  return { cards: cards.length, listings: cards.map(readCard).filter((each) => each !== null) }
}

function readCard({ fields }: MercadoCard): Listing | null {
  const href =
    fields.link.map((each) => each.attributes['href'] ?? '').find((each) => idOfLink(each) !== undefined) ?? ''
  const id = idOfLink(href)
  const title = fields.title[0]?.text ?? ''
  const home = id === undefined ? undefined : homeOfId(id)
  if (id === undefined || title === '' || home === undefined) return null
  const url = cleanUrl(href, home.origin)
  const { brand, seller } = brandAndSeller(fields.seller[0]?.text, fields.maker[0]?.text)
  const rating = Number((fields.rating[0]?.text ?? '').replace(',', '.'))
  const image = fields.image
    .flatMap(({ attributes }) => [attributes['src'], attributes['data-src']])
    .find((each) => each?.includes('mlstatic.com/D_'))
  return {
    marketplace: 'mercado-libre',
    id,
    url: url !== null && idOfUrl(url) === id ? url : offerUrl(id, home),
    title,
    ...priceFields(priceOf(fields, home), fields.price[0]?.text ?? ''),
    seller: seller ? { name: seller } : null,
    images: pictureUrls([image]),
    ...defined({
      brand: fields.brand[0]?.text || brand,
      sold: soldIn(fields.review[0]?.text),
      rating: rating > 0 ? rating : ratingIn(fields.review[0]?.text),
      ratings: fields.ratings[0] === undefined ? undefined : readCount(fields.ratings[0].text),
    }),
    ...((fields.ad.length > 0 || /\/\/click\d*\./.test(href)) && { sponsored: true }),
  }
}

/** Click counters, and products with a number of their own ("/up/MLBU…"), name the offer behind "wid". */
const idOfLink = (href: string): string | undefined => {
  const wanted = /[#&?]wid=([A-Z]{3}\d{6,})/.exec(href)?.[1]
  if (wanted !== undefined && /\/up\//.test(href)) return wanted
  return (/\/\/click\d*\./.test(href) ? undefined : idOfUrl(href.split('#')[0] ?? '')) ?? wanted
}

/**
 * The first amount is the price; "another way to buy" may follow. What is read aloud ("Agora: 331 reais com 54 centavos")
 * knows no locale, and must have the digits that are shown.
 */
function priceOf({ price, sign }: Pick<MercadoCard['fields'], 'price' | 'sign'>, home: Territory): Price | null {
  const text = price[0]?.text ?? ''
  const [, whole, cents] =
    /(\d{1,12})(?:\D{1,40}?(\d{1,2})\s+cent)?/.exec(price[0]?.attributes['aria-label'] ?? '') ?? []
  if (whole === undefined) return readPrice(text, home)
  const amount = cents === undefined ? whole : `${whole}.${cents.padStart(2, '0')}`
  const currency = currencyOfSign(sign[0]?.text ?? '', home)
  const shown = text.replace(/\D/g, '')
  const isSame = [amount.replace('.', ''), `${whole}00`].includes(shown)
  return currency !== null && isSame ? priceOfFields(amount, currency) : null
}

/** "4.9 | +1000 vendidos", "+50 vendidos": what stands below a title since 2025. */
export const ratingIn = (text: string | undefined): number | undefined => {
  const found = /^([0-5][.,]\d)(?:\s|\||$)/.exec(text ?? '')?.[1]
  return found === undefined ? undefined : Number(found.replace(',', '.'))
}
export const soldIn = (text: string | undefined): number | undefined => {
  const found = /(?<![\d.,])([\d.,]{1,15}\s?(?:mil|k|m)?)\+?\s{1,3}(?:produtos |productos )?vendid[oa]s?/i.exec(
    text ?? '',
  )?.[1]
  return found === undefined ? undefined : readCount(`${found} vendidos`)
}

/** "Por Halvard", "Vendido por Halvard", and an official shop's mark behind its name. */
const sellerName = (text: string | undefined): string | undefined =>
  text
    ?.replace(/\{[^{}]{0,60}\}/g, '')
    .trim()
    .replace(/^(?:(?:vendido|vendida)\s+por|por|de|loja oficial|tienda oficial)\s+/i, '')
    .replace(/(?:loja oficial|tienda oficial)$/i, '')
    .trim()

/**
 * The line below a title: who sells, and since 2025 the maker in bold before it ("HALVARD por Norte Sports"), or the maker alone,
 * who is nobody's seller by that.
 */
export function brandAndSeller(
  line: string | undefined,
  maker: string | undefined,
): { brand?: string; seller: string | undefined } {
  if (line === undefined || !maker || !line.startsWith(maker)) return { seller: sellerName(line) }
  return { brand: maker, seller: sellerName(line.slice(maker.length)) }
}
