import { compareAmounts, isAmount, type Price } from '../../model/money.ts'
import type { ListingOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { pageTitle, readBlock } from '../block-pages.ts'
import { defined } from '../json-ld.ts'
import { at, type Json, jsonAfter, listAt, numberAt, textAt } from '../json-values.ts'
import { changed, listingStatus } from '../judge.ts'
import { pictureUrls } from '../listing-urls.ts'
import { priceOfFields } from '../product-price.ts'

/** A 1688 offer by its `window.__INIT_DATA` (2025-08). Prices go by quantity; the smallest is the minimum order. */
export function read1688Listing(page: Page): ListingOutcome {
  const early = readBlock(page) ?? listingStatus(page)
  if (early) return early
  const data = at(jsonAfter(page.body, 'window.__INIT_DATA='), 'globalData')
  const offer = at(data, 'tempModel')
  const id = textAt(offer, 'offerId')
  const title = textAt(offer, 'offerTitle')
  if (id === undefined || title === undefined) {
    const shown = pageTitle(page.body)
    if (/商品不存在|已下架|页面不存在|404/.test(shown)) return { kind: 'gone', said: shown }
    return changed('no offerId and offerTitle in window.__INIT_DATA.globalData.tempModel')
  }
  const seller = defined({
    id: textAt(offer, 'sellerMemberId'),
    name: textAt(offer, 'companyName') ?? textAt(offer, 'sellerLoginId'),
    url: textAt(data, 'offerBaseInfo', 'sellerWinportUrl'),
  })
  return {
    kind: 'listing',
    listing: {
      marketplace: '1688',
      id,
      url: `https://detail.1688.com/offer/${id}.html`,
      title,
      price: priceOf(data, textAt(offer, 'offerUnit')),
      seller: Object.keys(seller).length > 0 ? seller : null,
      images: pictureUrls(listAt(data, 'images').map((each) => textAt(each, 'fullPathImageURI'))),
      ...defined({
        sold: numberAt(offer, 'saledCount'),
        location: /"location":"([^"]{1,60})"/.exec(page.body)?.[1],
      }),
    },
  }
}

function priceOf(data: Json | undefined, unit: string | undefined): Price | null {
  const order = at(data, 'orderParamModel', 'orderParam')
  const tiers = listAt(order, 'skuParam', 'skuRangePrices')
  const amounts = tiers
    .map((each) => textAt(each, 'price'))
    .filter((each) => each !== undefined)
    .filter(isAmount)
    .sort(compareAmounts)
  const price = amounts.length === tiers.length ? priceOfFields(amounts[0], 'CNY', amounts.at(-1)) : null
  if (!price) return null
  const moq = numberAt(order, 'beginNum') ?? numberAt(tiers[0], 'beginAmount')
  return { ...price, ...(unit !== undefined && { per: unit }), ...(moq !== undefined && moq > 0 && { moq }) }
}
