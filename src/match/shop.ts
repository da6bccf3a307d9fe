import { keyOf, type Listing } from '../model/listing.ts'
import type { ShopRecord } from '../model/seen-before.ts'
import { plainSellerName } from '../model/seller-name.ts'
import type { ScoredListing } from '../store/matching/matching-store.ts'

/** What one listing says of its shop. `isHit` is by what the listing itself says, never by its shop. */
export type ShopPoint = {
  listing: string
  shop: string
  brand: string
  isHit: boolean
  isLow: boolean
  price: string | null
  title: string
}

/** Looks up the other listings of a listing's shop; `null` where there are none. */
export type Shops = (listing: Listing) => ShopRecord | null

/** A shop is known by the marketplace's id, else by name; null where neither is told. */
function shopOf({ marketplace, seller }: Listing): string | null {
  const name = seller?.id ?? (seller?.name && plainSellerName(seller.name))
  return name ? keyOf(marketplace, name) : null
}

/** @param scored without anything known of its shop */
export function shopPointOf(listing: Listing, brand: string, scored: ScoredListing): ShopPoint | null {
  const shop = shopOf(listing)
  if (shop === null) return null
  const isLow = scored.score.findings.some(({ signal, weight }) => /^price\./.test(signal) && weight > 0)
  const price = listing.price ? `${listing.price.amount} ${listing.price.currency}` : null
  const { isHit } = scored
  return { listing: keyOf(listing.marketplace, listing.id), shop, brand, isHit, isLow, price, title: listing.title }
}

/** More listings of one shop say no more. */
const pointsMax = 500

/** All shops of some listings. A listing never speaks for itself. */
export function shopsOf(points: readonly ShopPoint[]): Shops {
  const byShop = new Map<string, ShopPoint[]>()
  for (const point of points) {
    const own = byShop.get(point.shop)
    if (!own) byShop.set(point.shop, [point])
    else if (own.length < pointsMax) own.push(point)
  }
  return (listing) => {
    const shop = shopOf(listing)
    const self = keyOf(listing.marketplace, listing.id)
    const others = (shop === null ? [] : (byShop.get(shop) ?? [])).filter((one) => one.listing !== self)
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
