import type { Listing } from '../model/listing.ts'
import type { Money } from '../model/money.ts'
import { quantityOf, readLotSize } from '../model/money-lot.ts'
import type { Watch } from '../model/watch.ts'
import { productNamedIn } from './named-product.ts'

/**
 * The official price, of one piece, that a listing's price is shown against. The two can be compared as they are when both
 * `sameCurrency` and `forOnePiece` hold: the listing's price is for one piece, and one piece can be bought.
 */
export type OfficialPrice = { product: string; price: Money; sameCurrency: boolean; forOnePiece: boolean }

/**
 * The official price of the product that the title names best; with none named, of the first product that has a price.
 * In the listing's currency when there is one, else the product's first. `null` when the watch has no price at all.
 */
export function officialPrice(watch: Pick<Watch, 'products'>, listing: Listing): OfficialPrice | null {
  const priced = watch.products.filter((product) => product.prices.length > 0)
  const best = productNamedIn(listing.title, priced) ?? priced[0]
  const first = best?.prices[0]
  if (!best || !first) return null
  const same = best.prices.find((price) => price.currency === listing.price?.currency)
  const forOnePiece = isForOnePiece(listing)
  return { product: best.name, price: same ?? first, sameCurrency: same !== undefined, forOnePiece }
}

/** As the matcher reads it (match/price-facts.ts): what the price says it is for, else a lot that the title names. */
function isForOnePiece({ price, title }: Listing): boolean {
  if ((price?.moq ?? 1) > 1) return false
  return price?.per === undefined ? readLotSize(title) === 1 : (quantityOf(price.per) ?? 1) === 1
}
