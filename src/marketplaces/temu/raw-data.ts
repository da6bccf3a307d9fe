import type { Listing } from '../../model/listing.ts'
import { compareAmounts, multiplyAmounts, type Price } from '../../model/money.ts'
import { readPrice } from '../../model/money-reader.ts'
import { isCurrency, threeDecimals, wholeOnly } from '../../model/money-symbols.ts'
import { cleanUrl, pictureUrls } from '../listing-urls.ts'
import { readCount } from '../reading/counts.ts'
import { defined } from '../reading/json-ld.ts'
import { at, type Json, jsonAfter, listAt, numberAt, textAt } from '../reading/json-values.ts'
import { priceFields } from '../reading/product-price.ts'

const origin = 'https://www.temu.com'

/** What a page keeps in `window.rawData` (described from captures of 2026-09 by several clients; not seen as a saved page). */
export function storeOf(body: string): Json | undefined {
  const found = /window\.rawData\s{0,3}=/.exec(body)
  return found ? at(jsonAfter(body, found[0]), 'store') : undefined
}

/** The cards of a results page; `null` for what is none. */
export const cardsOf = (store: Json | undefined): readonly Json[] =>
  listAt(store, 'goodsList').map((each) => at(each, 'data') ?? each)

export function readTemuCard(card: Json): Listing | null {
  const id = textAt(card, 'goodsId')
  const title = textAt(card, 'title')
  if (id === undefined || !/^\d{6,20}$/.test(id) || title === undefined) return null
  const info = at(card, 'priceInfo')
  const printed = textAt(info, 'priceStr') ?? ''
  const comments = textAt(card, 'comment', 'commentNumTips')
  const sold = textAt(card, 'salesNum')
  return {
    marketplace: 'temu',
    id,
    url: urlOf(textAt(card, 'seoLinkUrl'), id),
    title,
    ...priceFields(checked(printed, textAt(info, 'currency'), textAt(info, 'price')), printed),
    seller: sellerOf(textAt(card, 'mallId'), undefined),
    images: pictureUrls([textAt(card, 'image', 'url') ?? textAt(card, 'thumbUrl')]),
    ...defined({
      rating: numberAt(card, 'comment', 'goodsScore') || undefined,
      ratings: comments === undefined ? undefined : readCount(comments),
      sold: sold === undefined ? undefined : readCount(sold),
    }),
    ...(listAt(card, 'tagsInfo', 'adTags').length > 0 && { sponsored: true }),
  }
}

/** The listing that a page is about; `null` when its data has none. */
export function readTemuGoods(store: Json | undefined): Listing | null {
  const goods = at(store, 'goods')
  const id = textAt(goods, 'goodsId')
  const title = textAt(goods, 'goodsName')
  if (id === undefined || !/^\d{6,20}$/.test(id) || title === undefined) return null
  const mall = at(store, 'mall', 'mallData')
  const currency = textAt(store, 'localInfo', 'currency') ?? textAt(goods, 'currency')
  const printed = textAt(goods, 'minToMaxPriceStr') ?? textAt(goods, 'minOnSalePriceStr') ?? ''
  return {
    marketplace: 'temu',
    id,
    url: urlOf(textAt(goods, 'seoLinkUrl'), id),
    title,
    ...priceFields(
      checked(printed, currency, textAt(goods, 'minOnSalePrice'), textAt(goods, 'maxOnSalePrice')),
      printed,
    ),
    seller: sellerOf(textAt(mall, 'mallId') ?? textAt(goods, 'mallId'), textAt(mall, 'mallName')),
    images: pictureUrls(listAt(goods, 'gallery').map((each) => textAt(each, 'url'))),
    ...defined({
      rating: numberAt(store, 'reviewStore', 'showScore') || undefined,
      ratings: numberAt(store, 'reviewStore', 'reviewNum') || undefined,
    }),
  }
}

/**
 * The price as it is printed, held against its figure in hundredths (yen and their like: in whole ones). `null` when the
 * two differ, or when neither says the currency.
 */
function checked(printed: string, currency: string | undefined, low?: string, high?: string): Price | null {
  const shown = readPrice(printed, currency === undefined ? {} : { currency })
  const least = unitsOf(low, currency ?? shown?.currency)
  if (printed === '') {
    if (currency === undefined || least === null) return null
    const most = unitsOf(high, currency)
    const isRange = most !== null && compareAmounts(most, least) > 0
    return isRange ? { amount: least, currency, max: most } : { amount: least, currency }
  }
  return shown !== null && (least === null || compareAmounts(least, shown.amount) === 0) ? shown : null
}

function unitsOf(raw: string | undefined, currency: string | undefined): string | null {
  if (raw === undefined || currency === undefined || !isCurrency(currency) || !/^[1-9]\d{0,14}$/.test(raw)) return null
  // Whether a dinar's third decimal is counted too was never seen.
  if (threeDecimals.has(currency)) return null
  return wholeOnly.has(currency) ? raw : multiplyAmounts(raw, '0.01')
}

/** The address with its words, without what it counts clicks by. */
function urlOf(path: string | undefined, id: string): string {
  const url = cleanUrl(path?.split('?')[0], origin)
  return url !== null && new URL(url).origin === origin && url.includes(id)
    ? url
    : `${origin}/goods.html?goods_id=${id}`
}

function sellerOf(id: string | undefined, name: string | undefined): Listing['seller'] {
  const seller = defined({ id, name })
  return Object.keys(seller).length > 0 ? seller : null
}
