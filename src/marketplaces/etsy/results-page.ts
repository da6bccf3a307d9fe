import type { Listing } from '../../model/listing.ts'
import { type PriceHints, readPrice } from '../../model/money-reader.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { changed, judge } from '../judge.ts'
import { cleanUrl, pictureUrls } from '../listing-urls.ts'
import { canonicalTag } from '../reading/canonical-tag.ts'
import { type Card, cardReader } from '../reading/card-stream.ts'
import { readClaimed } from '../reading/counts.ts'
import { readItemList } from '../reading/item-list.ts'
import { defined, type Product, productsOf } from '../reading/json-ld.ts'
import { priceFields, priceOfFields } from '../reading/product-price.ts'
import { languageOf } from '../reading/territory-of-page.ts'

/** Seen 2021-10 … 2023-04 in English and Japanese; the shop's name also as described of 2026-09. Shop fronts have the same cards. */
const selectors = {
  card: 'div.v2-listing-card, div[data-listing-id]',
  fields: {
    link: 'a[href*="/listing/"]',
    title: '.v2-listing-card__title',
    price: '.n-listing-card__price',
    image: 'img',
    shop: '.clickable-shop-name, p[aria-role=paragraph]',
    line: '.wt-text-truncate',
  },
  head: {},
  hidden: '.wt-text-strikethrough, .search-collage-promotion-price, .wt-screen-reader-only, .wt-badge',
}
const readPage = cardReader(selectors)
type EtsyCard = Card<keyof typeof selectors.fields>

const origin = 'https://www.etsy.com'
const idOf = (url: string): string | undefined => /\/listing\/(\d{5,15})/.exec(url)?.[1]
/** The count stands in an element without a name. */
const countSentence =
  />\s{0,60}\(?(\d[\d.,'’\s]{0,14}\s?(?:件の検索結果|results?|Ergebnisse|résultats?|resultados?|risultat[io]|resultaten|wyników))/iu

/**
 * An Etsy results page by its cards. Its JSON-LD names a part of them only (8 of 64 in 2026-09, described), so it is the
 * second way: for what a card leaves out, and for pages without cards. A card may stand twice, once for small screens.
 */
export function readEtsyPage(page: Page): SearchOutcome {
  const canonical = canonicalTag(page.body)
  if (/\/listing\/\d/.test(canonical)) return changed('the page of one listing')
  const { cards, cut } = readPage(page.body)
  const distinct = firstOfEach(cards.filter(hasId))
  if (distinct.length === 0) return readItemList(page, { marketplace: 'etsy', idOf, currency: null })
  const products = new Map(productsOf(page.body).map((each) => [idOf(each.url ?? each.offer?.url ?? '') ?? '', each]))
  const currency = /"currency_code"\s?:\s?"([A-Z]{3})"/.exec(page.body)?.[1] ?? 'USD'
  const hints = { currency, language: languageOf(page.body) ?? 'en-US' }
  const listings = distinct
    .map((card) => readCard(card, products.get(cardId(card)), hints))
    .filter((each) => each !== null)
  const claimed = readClaimed(countSentence.exec(page.body)?.[1] ?? '')
  return judge({
    listings,
    cards: distinct.length,
    linked: 0,
    claimed: claimed !== undefined && claimed >= listings.length ? claimed : undefined,
    next: hasNext(page.body, distinct),
    warnings: cut === undefined ? [] : [cut],
  })
}

const firstOfEach = (cards: readonly EtsyCard[]): EtsyCard[] => {
  const byId = new Map<string, EtsyCard>()
  for (const card of cards) if (!byId.has(cardId(card))) byId.set(cardId(card), card)
  return [...byId.values()]
}
const cardId = ({ attributes, fields }: EtsyCard): string =>
  attributes['data-listing-id'] || attributes['data-palette-listing-id'] || idOf(hrefOf(fields)) || ''
const hasId = (card: EtsyCard): boolean => /^\d{5,15}$/.test(cardId(card))
const hrefOf = (fields: EtsyCard['fields']): string => fields.link[0]?.attributes['href'] ?? ''

/** Whether the page links to one behind its own; each card says which page it is on. */
function hasNext(body: string, cards: readonly EtsyCard[]): boolean {
  const own = Number(cards[0]?.fields.link[0]?.attributes['data-page-num'] ?? 1)
  return [...body.matchAll(/ref=pagination&(?:amp;)?page=(\d{1,4})/g)].some(([, number]) => Number(number) > own)
}

function readCard(card: EtsyCard, product: Product | undefined, hints: PriceHints): Listing | null {
  const { fields } = card
  const id = cardId(card)
  const title = fields.title[0]?.text || fields.link[0]?.attributes['title'] || product?.name
  if (title === undefined || title === '') return null
  const printed = fields.price[0]?.text ?? ''
  const offer = product?.offer
  const price = readPrice(printed, hints) ?? priceOfFields(offer?.amount, offer?.currency, offer?.max)
  const url = cleanUrl(hrefOf(fields).split('?')[0], origin)
  const seller = defined({ id: shopId(card), name: shopName(card) ?? offer?.seller ?? product?.brand })
  const image = fields.image
    .flatMap(({ attributes }) => [attributes['src'], attributes['data-src']])
    .find((src) => src?.includes('etsystatic.com'))
  return {
    marketplace: 'etsy',
    id,
    url: url !== null && idOf(url) === id ? url : `${origin}/listing/${id}`,
    title,
    ...priceFields(price, printed),
    seller: Object.keys(seller).length > 0 ? seller : null,
    images: pictureUrls([image]),
    ...(isSponsored(card) && { sponsored: true }),
  }
}

const shopId = ({ attributes, fields }: EtsyCard): string | undefined =>
  [attributes['data-shop-id'], fields.link[0]?.attributes['data-shop-id']].find((each) => /^\d{3,15}$/.test(each ?? ''))

/** Shop names are one word of letters and digits; before 2023 the word "ad" stood on the same line, before it. */
function shopName({ fields }: EtsyCard): string | undefined {
  const named = fields.shop.map((each) => each.text).find((text) => /^[A-Za-z0-9]{3,40}$/.test(text))
  if (named !== undefined) return named
  const line = fields.line.find((each) => /\bwt-text-gr[ae]y\b/.test(each.attributes['class'] ?? ''))?.text
  return /(?:^|\s)(?!seller$)([A-Za-z0-9]{3,40})$/.exec(line ?? '')?.[1]
}

/** The label is there on every card, and styles made by chance hide it; the link's own words are not. */
const isSponsored = ({ fields }: EtsyCard): boolean => /[?&](?:ls=a|ref=sc_gallery)/.test(hrefOf(fields))
