import type { Listing } from '../../model/listing.ts'
import { type PriceHints, readPrice } from '../../model/money-reader.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import { judge } from '../judge.ts'
import { cleanUrl, pictureUrls } from '../listing-urls.ts'
import { isJson } from '../reading/block-pages.ts'
import { readCount } from '../reading/counts.ts'
import { decodeEntities } from '../reading/html-text.ts'
import { defined } from '../reading/json-ld.ts'
import { at, type Json, jsonAfter, listAt, numberAt, parseJson, textAt } from '../reading/json-values.ts'
import { priceFields } from '../reading/product-price.ts'

/**
 * The offers in a results page's data: `window.__page__data_sse10._offer_list` (2025 and 2026), `window.__page__data__config`
 * (2020 to 2024), or an answer that has them. `undefined` where there are none.
 */
export function offersOf(body: string): Json | undefined {
  const answer = isJson(body) ? parseJson(body) : undefined
  const found = [
    at(jsonAfter(body, '._offer_list'), 'offerResultData'),
    at(jsonAfter(body, 'window.__page__data__config'), 'props', 'offerResultData'),
    at(answer, 'data'),
    at(answer, 'model'),
  ]
  return found.find((each) => Array.isArray(at(each, 'offers')) || Array.isArray(at(each, 'offerList')))
}

export function readOffers(data: Json, hints: PriceHints): SearchOutcome {
  const cards = [...listAt(data, 'offers'), ...listAt(data, 'offerList')]
  const total = numberAt(data, 'totalCount') ?? numberAt(data, 'offerTotalCount') ?? numberAt(data, 'total')
  const page = numberAt(data, 'page') ?? numberAt(data, 'pageNo') ?? numberAt(data, 'currentPage') ?? 1
  const pages = numberAt(data, 'totalPage') ?? (total === undefined ? 0 : Math.ceil(total / Math.max(1, cards.length)))
  return judge({
    listings: cards.map((card) => readOffer(card, hints)).filter((each) => each !== null),
    cards: cards.length,
    linked: 0,
    claimed: total,
    next: page < pages,
    emptySaid: total === 0 ? 'totalCount: 0' : undefined,
  })
}

/** An offer of 2025 and 2026 has its values at hand, one before has them in groups. */
function readOffer(card: Json, hints: PriceHints): Listing | null {
  const address = textAt(card, 'productUrl') ?? textAt(card, 'information', 'productUrl')
  const id = textAt(card, 'productId') ?? textAt(card, 'id') ?? /_(\d{8,})\.html/.exec(address ?? '')?.[1]
  const title = plain(
    textAt(card, 'title') ??
      textAt(card, 'enPureTitle') ??
      textAt(card, 'information', 'puretitle') ??
      textAt(card, 'information', 'title'),
  )
  if (id === undefined || !/^\d{8,}$/.test(id) || title === undefined) return null
  const path = /\/product-detail\/[^?#\s/]{0,300}?_\d{8,20}\.html/.exec(address ?? '')?.[0]
  const price =
    textAt(card, 'price') ??
    textAt(card, 'tradePrice', 'price') ??
    textAt(card, 'promotionInfoVO', 'localPriceRangeStr')
  const printed =
    `${price ?? ''} ${minimumOf(textAt(card, 'moq') ?? textAt(card, 'moqV2') ?? textAt(card, 'tradePrice', 'minOrder'))}`.trim()
  const rating = numberAt(card, 'reviewScore') ?? numberAt(card, 'reviews', 'reviewScore')
  return {
    marketplace: 'alibaba',
    id,
    url: `https://www.alibaba.com${path ?? `/product-detail/_${id}.html`}`,
    title,
    ...(price === undefined ? { price: null } : priceFields(readPrice(printed, hints), printed)),
    seller: sellerOf(card),
    images: pictureUrls([
      textAt(card, 'mainImage'),
      textAt(card, 'image', 'mainImage'),
      textAt(card, 'image', 'productImage'),
    ]).slice(0, 1),
    ...defined({
      sold: readCount(textAt(card, 'soldOrder') ?? ''),
      rating: rating !== undefined && rating > 0 ? rating : undefined,
      ratings: readCount(textAt(card, 'reviewCount') ?? '') || undefined,
      sponsored: at(card, 'isShowAd') === true || undefined,
    }),
  }
}

const minimumOf = (text: string | undefined): string =>
  text === undefined || /min/i.test(text) ? (text ?? '') : `Min. order: ${text}`

function sellerOf(card: Json): Listing['seller'] {
  const home = cleanUrl(
    textAt(card, 'supplierHomeHref') ?? textAt(card, 'supplierHref') ?? textAt(card, 'supplier', 'supplierHref'),
    'https://www.alibaba.com',
  )
  const seller = defined({
    id: textAt(card, 'companyId') ?? textAt(card, 'company', 'companyId'),
    name: textAt(card, 'companyName') ?? textAt(card, 'supplier', 'supplierName'),
    url: home === null ? undefined : new URL(home).origin,
    country: textAt(card, 'countryCode') ?? textAt(card, 'supplier', 'supplierCountry', 'id'),
  })
  return Object.keys(seller).length > 0 ? seller : null
}

const plain = (title: string | undefined): string | undefined =>
  title === undefined
    ? undefined
    : decodeEntities(title.replace(/<[^>]{0,60}>/g, ''))
        .replace(/\s+/g, ' ')
        .trim() || undefined
