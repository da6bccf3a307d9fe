import type { Listing } from '../../model/listing.ts'
import { compareAmounts, type Price } from '../../model/money.ts'
import { type PriceHints, readPrice } from '../../model/money-reader.ts'
import { cleanUrl, pictureUrls } from '../listing-urls.ts'
import { readCount } from '../reading/counts.ts'
import { decodeEntities } from '../reading/html-text.ts'
import { defined } from '../reading/json-ld.ts'
import { at, type Json, jsonAfter, listAt, numberAt, textAt } from '../reading/json-values.ts'
import { priceFields } from '../reading/product-price.ts'

const hints: PriceHints = { currency: 'USD', language: 'en-US' }

/** A product by its page's `window.detailData` (2022 to 2026, as documented); `null` where that is not there or has no product. */
export function readDetail(body: string): Listing | null {
  const data = at(jsonAfter(body, 'window.detailData'), 'globalData')
  const product = at(data, 'product')
  const id = textAt(product, 'productId')
  const title = textAt(product, 'subject')
  if (id === undefined || !/^\d{8,}$/.test(id) || title === undefined) return null
  const path = new RegExp(`/product-detail/[^"'?#\\s]{0,300}?_${id}\\.html`).exec(body)?.[0]
  const rating = numberAt(data, 'review', 'productReview', 'averageStar')
  return {
    marketplace: 'alibaba',
    id,
    url: `https://www.alibaba.com${path ?? `/product-detail/_${id}.html`}`,
    title: decodeEntities(title),
    ...pricesOf(product),
    seller: sellerOf(at(data, 'seller')),
    images: pictureUrls(
      listAt(product, 'mediaItems').map(
        (each) => textAt(each, 'imageUrl', 'big') ?? textAt(each, 'imageUrl', 'normal'),
      ),
    ),
    ...defined({
      sold: readCount(textAt(data, 'trade', 'salesVolume') ?? ''),
      rating: rating !== undefined && rating > 0 ? rating : undefined,
      ratings: numberAt(data, 'review', 'productReview', 'totalReviewCount') || undefined,
    }),
  }
}

/** From the largest quantity's price to the smallest's; one price that cannot be read leaves none. */
function pricesOf(product: Json | undefined): Pick<Listing, 'price' | 'priceText'> {
  const ladder = listAt(product, 'price', 'productLadderPrices')
  const range =
    textAt(product, 'price', 'productRangePrices', 'priceRangeText') ?? textAt(product, 'price', 'formatLadderPrice')
  const texts =
    ladder.length > 0 ? ladder.map((each) => textAt(each, 'formatPrice') ?? '') : range === undefined ? [] : [range]
  const priceText = texts.join('; ')
  const prices = texts.map((text) => readPrice(text, hints))
  const read = prices.filter((each) => each !== null).sort((a, b) => compareAmounts(a.amount, b.amount))
  const [low] = read
  const high = read.at(-1)
  if (!low || !high || read.length < prices.length || read.some((each) => each.currency !== low.currency))
    return priceFields(null, priceText)
  const max = high.max ?? high.amount
  const moq = numberAt(product, 'moq') ?? numberAt(ladder[0], 'min') ?? numberAt(ladder[0], 'minQuantity')
  const unit = textAt(product, 'price', 'unitOdd') ?? textAt(product, 'price', 'unitEven')?.replace(/s$/, '')
  const price: Price = { amount: low.amount, currency: low.currency }
  if (compareAmounts(max, low.amount) > 0) price.max = max
  if (unit !== undefined) price.per = unit.toLowerCase()
  if (moq !== undefined && moq > 0) price.moq = moq
  return { price }
}

function sellerOf(seller: Json | undefined): Listing['seller'] {
  const profile = cleanUrl(
    textAt(seller, 'companyProfileUrl') ?? textAt(seller, 'supplierHomeUrl'),
    'https://www.alibaba.com',
  )
  const found = defined({
    id: textAt(seller, 'companyId'),
    name: textAt(seller, 'companyName'),
    url: profile === null ? undefined : new URL(profile).origin,
    country: textAt(seller, 'companyRegisterCountry'),
  })
  return Object.keys(found).length > 0 ? found : null
}
