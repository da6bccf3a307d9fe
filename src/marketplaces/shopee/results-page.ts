import type { Listing } from '../../model/listing.ts'
import type { Territory } from '../../model/marketplace.ts'
import { readPrice } from '../../model/money-reader.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { changed, judge } from '../judge.ts'
import { cleanUrl, pictureUrls } from '../listing-urls.ts'
import { type Card, cardReader } from '../reading/card-stream.ts'
import { readCount } from '../reading/counts.ts'
import { defined } from '../reading/json-ld.ts'
import { priceFields } from '../reading/product-price.ts'
import { territoryOfPage } from '../reading/territory-of-page.ts'
import { shopeeTerritories } from './territories.ts'

/** As a browser builds the page: results, a category and a shop of Singapore, 2025-09. Class names are a style library's. */
const selectors = {
  card: '[data-sqe=item], .shopee-search-item-result__item, .shop-search-result-view__item',
  fields: {
    link: 'a[href]',
    title: '.line-clamp-2',
    price: '.text-shopee-primary',
    image: 'img',
    location: '[aria-label^="location-"]',
    small: '.text-shopee-black87, span.truncate',
  },
  head: {
    current: '.shopee-mini-page-controller__current',
    total: '.shopee-mini-page-controller__total',
    none: '.shopee-search-empty-result-section__title',
  },
}
const readPage = cardReader(selectors)
type ShopeeCard = Card<keyof typeof selectors.fields>

/** The results in a page that a browser has built; as served it holds none. */
export function readShopeePage(page: Page): SearchOutcome {
  const { cards, head, cut } = readPage(page.body)
  const none = head.none.map((each) => each.text).find((text) => text !== '')
  if (cards.length === 0 && none === undefined)
    return changed('a page built in the browser: it holds neither products nor the sentence for no results')
  const territory = territoryOfPage(page, shopeeTerritories)
  const filled = cards.filter((card) => idsOf(card) !== null)
  const unfilled = cards.length - filled.length
  const listings = filled.map((card) => readCard(card, territory)).filter((each) => each !== null)
  return judge({
    listings,
    cards: filled.length,
    linked: unfilled,
    next: Number(head.current[0]?.text) < Number(head.total[0]?.text),
    emptySaid: unfilled === 0 ? none : undefined,
    warnings: [
      ...(cut === undefined ? [] : [cut]),
      ...(unfilled === 0 ? [] : [`${unfilled} of ${cards.length} cards were not filled yet`]),
    ],
  })
}

/** Addresses end in "-i.SHOP.ITEM", or are "/product/SHOP/ITEM". */
function idsOf({ fields }: ShopeeCard): { shop: string; id: string; href: string } | null {
  for (const { attributes } of fields.link) {
    const href = attributes['href'] ?? ''
    const found = /-i\.(\d{3,20})\.(\d{3,20})|\/product\/(\d{3,20})\/(\d{3,20})/.exec(href)
    const [, shop = found?.[3], id = found?.[4]] = found ?? []
    if (shop !== undefined && id !== undefined) return { shop, id, href }
  }
  return null
}

function readCard(card: ShopeeCard, territory: Territory): Listing | null {
  const { fields } = card
  const ids = idsOf(card)
  const title =
    fields.title[0]?.text || fields.image.map((each) => each.attributes['alt'] ?? '').find((alt) => alt !== '')
  if (ids === null || title === undefined) return null
  // A discount ("-12%") has the price's colour.
  const printed = fields.price.map((each) => each.text).find((text) => /\d/.test(text) && !/%$/.test(text)) ?? ''
  const sold = fields.small.map((each) => each.text).find((text) => soldWords.test(text))
  const rating = fields.small.map((each) => each.text).find((text) => /^[0-5]\.\d$/.test(text))
  const image = fields.image
    .map((each) => each.attributes['src'])
    .find((src) => src?.includes('susercontent.com/file/'))
  return {
    marketplace: 'shopee',
    id: ids.id,
    url: cleanUrl(ids.href.split('?')[0], territory.origin) ?? `${territory.origin}/product/${ids.shop}/${ids.id}`,
    title,
    ...priceFields(readPrice(printed, { currency: territory.currency, language: territory.language }), printed),
    seller: { id: ids.shop },
    images: pictureUrls([image]),
    ...defined({
      location: fields.location[0]?.attributes['aria-label']?.slice('location-'.length) || undefined,
      sold: sold === undefined ? undefined : readCount(sold),
      rating: rating === undefined ? undefined : Number(rating),
    }),
  }
}

/** All that were ever sold; what is sold in a month is another figure. */
const soldWords =
  /^[\d.,]{1,15}\s?\p{L}{0,4}\+?\s{0,3}(?:sold|terjual|vendidos?|đã bán|ขายแล้ว|已售出)$|^(?:terjual|đã bán|ขายแล้ว|已售出)\s{0,3}[\d.,]{1,15}/iu
