import type { Finding } from '../model/finding.ts'
import { keyOf, type Listing } from '../model/listing.ts'
import type { ShopPoint, ShopRecord } from '../model/seen-before.ts'
import { shopOf } from '../model/seller-name.ts'

/** Looks up the other listings of a listing's shop; `null` where there are none. */
export type Shops = (listing: Listing) => ShopRecord | null

/** @param own what the listing says of itself, with nothing known of its shop */
export function shopPointOf(
  listing: Listing,
  brand: string,
  own: { isHit: boolean; findings: readonly Finding[] },
): ShopPoint | null {
  const shop = shopOf(listing)
  if (shop === null) return null
  const { marketplace, id, title } = listing
  const isLow = own.findings.some(({ signal, weight }) => signal.startsWith('price.') && weight > 0)
  const price = listing.price ? `${listing.price.amount} ${listing.price.currency}` : null
  return { marketplace, id, shop, brand, isHit: own.isHit, isLow, price, title }
}

/** More listings of one shop say no more. */
const pointsMax = 500

/** All shops of some listings. A listing never speaks for itself. */
export function shopsOf(points: readonly ShopPoint[]): Shops {
  const byShop = new Map<string, ShopPoint[]>()
  for (const point of points) {
    const shop = keyOf(point.marketplace, point.shop)
    const own = byShop.get(shop)
    if (!own) byShop.set(shop, [point])
    else if (own.length < pointsMax) own.push(point)
  }
  return (listing) => {
    const shop = shopOf(listing)
    const all = shop === null ? [] : (byShop.get(keyOf(listing.marketplace, shop)) ?? [])
    const others = all.filter(({ id }) => id !== listing.id)
    if (others.length === 0) return null
    const count = (is: (one: ShopPoint) => boolean) => others.filter(is).length
    return {
      kind: 'shop',
      listings: others.length,
      hits: count(({ isHit }) => isHit),
      low: count(({ isLow }) => isLow),
      brands: new Set(others.map(({ brand }) => brand)).size,
      atOnePrice: mostAtOnePrice(others),
    }
  }
}

/** How many different titles, far below their price, ask the one price that most of them ask. */
function mostAtOnePrice(points: readonly ShopPoint[]): number {
  const titles = new Map<string, Set<string>>()
  for (const { price, title, isLow } of points) {
    if (price === null || !isLow) continue
    titles.set(price, (titles.get(price) ?? new Set()).add(title))
  }
  return Math.max(0, ...[...titles.values()].map((one) => one.size))
}
