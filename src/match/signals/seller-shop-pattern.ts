import { tradeOf } from '../../model/market-kind.ts'
import type { ShopRecord } from '../../model/seen-before.ts'
import { nothing, type Signal } from './signal.ts'

/** Fewer other listings say nothing of a shop; from the second number on the pattern counts in full. */
const listingsMin = 4
const listingsFull = 8
const fewShare = 0.75

/** Shares of a shop's other listings from which on they say something, and in full. */
const hitsFrom = 0.3
const hitsFull = 0.8
const lowFrom = 0.8
const onePriceFrom = 0.4
const brandsMin = 3

/**
 * By circumstance: the shop's other listings. Most of them are hits by what they say; or nearly all ask far less than their
 * products cost, at one price for different ones, or over several brands. Replica shops give neat names, and only this tells
 * them.
 */
export const sellerShopPattern: Signal = {
  id: 'seller.shop-pattern',
  see({ shop, seller, listing, goods, links, condition, accessory, makers }) {
    if (!shop || seller.isAuthorised || links.length === 0 || shop.listings < listingsMin) return nothing
    if (goods.relation !== 'same' && goods.relation !== 'unknown') return nothing
    if (accessory || makers || tradeOf(listing.marketplace) === 'used') return nothing
    const [strength, said] = patternOf(shop)
    const sure = strength * (shop.listings >= listingsFull ? 1 : fewShare) * (1 - condition.used)
    if (sure <= 0) return nothing
    const span = seller.name === null ? {} : { span: { field: 'seller' as const, start: 0, end: seller.name.length } }
    return [{ text: `${said} of ${shop.listings} other listings of this shop.`, strength: sure, ...span, basis: shop }]
  },
}

function patternOf({ listings, hits, low, brands, atOnePrice }: ShopRecord): [strength: number, said: string] {
  const hitShare = hits / listings
  const byHits = Math.min(1, Math.max(0, (hitShare - hitsFrom) / (hitsFull - hitsFrom)))
  const isLow = low / listings >= lowFrom
  const byPrice = isLow && atOnePrice / listings >= onePriceFrom ? 1 : isLow && brands >= brandsMin ? 0.6 : 0
  if (byHits >= byPrice) return [byHits, `Suspect by what they say: ${hits}`]
  const how = byPrice === 1 ? `${atOnePrice} of them at one price` : `of ${brands} brands`
  return [byPrice, `Far below the official price, ${how}: ${low}`]
}
