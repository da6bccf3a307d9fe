import { compareAmounts, isAmount, type Price, type Tier } from '../../model/money.ts'
import type { ListingOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { changed, listingStatus } from '../judge.ts'
import { pictureUrls } from '../listing-urls.ts'
import { pageTitle, readBlock } from '../reading/block-pages.ts'
import { defined } from '../reading/json-ld.ts'
import { at, type Json, jsonAfter, listAt, numberAt, textAt } from '../reading/json-values.ts'
import { priceOfFields } from '../reading/product-price.ts'

/**
 * A 1688 offer, by what its page was made of: `window.__INIT_DATA` and `window.context` (both seen 2025-08). The latter is no JSON
 * as a whole (its maps have bare numbers for names), so its parts are read. Prices go by quantity; the smallest is the minimum order.
 */
export function read1688Listing(page: Page): ListingOutcome {
  const early = readBlock(page) ?? listingStatus(page)
  if (early) return early
  const data = at(jsonAfter(page.body, 'window.__INIT_DATA='), 'globalData')
  const offer = at(data, 'tempModel') ?? jsonAfter(page.body, '"tempModel":')
  const id = textAt(offer, 'offerId')
  const title = textAt(offer, 'offerTitle')
  if (id === undefined || title === undefined) {
    const shown = pageTitle(page.body)
    if (/商品不存在|已下架|页面不存在|404/.test(shown)) return { kind: 'gone', said: shown }
    return changed('no tempModel with offerId and offerTitle in the page’s data')
  }
  const seller = defined({
    id: textAt(offer, 'sellerMemberId'),
    name: textAt(offer, 'companyName') ?? textAt(offer, 'sellerLoginId'),
    url: /"sellerWinportUrl":"(https?:\/\/[^"\\]{1,200})"/.exec(page.body)?.[1],
  })
  const order = at(data, 'orderParamModel', 'orderParam') ?? jsonAfter(page.body, '"orderParam":')
  const images = [
    ...listAt(data, 'images').map((each) => textAt(each, 'fullPathImageURI')),
    ...(data === undefined ? listAt(jsonAfter(page.body, '"offerImgList":')).map((each) => textAt(each)) : []),
  ]
  return {
    kind: 'listing',
    listing: {
      marketplace: '1688',
      id,
      url: `https://detail.1688.com/offer/${id}.html`,
      title,
      price: page.body.includes('"isPricePrivate":true') ? null : priceOf(order, page.body, textAt(offer, 'offerUnit')),
      seller: Object.keys(seller).length > 0 ? seller : null,
      images: pictureUrls(images),
      ...defined({
        sold: numberAt(offer, 'saledCount'),
        location: /"location":"([^"]{1,60})"/.exec(page.body)?.[1],
      }),
    },
  }
}

/** By the prices of its quantities; where each variant has a price of its own, from the lowest to the highest. */
function priceOf(order: Json | undefined, body: string, unit: string | undefined): Price | null {
  const listed = listAt(order, 'skuParam', 'skuRangePrices')
  const trade = listed.length > 0 ? undefined : at(jsonAfter(body, '"finalPriceModel":'), 'tradeWithoutPromotion')
  const tiers = tiersOf(listed.length > 0 ? listed : listAt(trade, 'offerPriceRanges'))
  const price =
    priceOfTiers(tiers) ?? priceOfFields(textAt(trade, 'offerMinPrice'), 'CNY', textAt(trade, 'offerMaxPrice'))
  if (!price) return null
  const moq = numberAt(order, 'beginNum') ?? tiers[0]?.from
  return { ...price, ...(unit !== undefined && { per: unit }), ...(moq !== undefined && moq > 0 && { moq }) }
}

/** Prices by quantity, the smallest first; none when one of them is not certain. */
function tiersOf(listed: readonly Json[]): Tier[] {
  const tiers = listed.map((each) => ({
    from: numberAt(each, 'beginAmount') ?? 1,
    amount: textAt(each, 'price') ?? '',
  }))
  return tiers.every(({ amount }) => isAmount(amount)) ? tiers.sort((one, other) => one.from - other.from) : []
}

/** Who buys one piece pays the tier that begins at one; where none does, the tiers' prices are a range. */
function priceOfTiers(tiers: readonly Tier[]): Price | null {
  const amounts = tiers.map(({ amount }) => amount).sort(compareAmounts)
  const one = tiers.find(({ from }) => from <= 1)
  const price = one ? priceOfFields(one.amount, 'CNY') : priceOfFields(amounts[0], 'CNY', amounts.at(-1))
  return price && (tiers.length > 1 ? { ...price, tiers: [...tiers] } : price)
}
