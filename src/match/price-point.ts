import { isWholesale } from '../model/market-kind.ts'
import type { PricePoint } from '../model/seen-before.ts'
import type { Facts } from './facts.ts'
import { isPriceOfGoods } from './signals/priced.ts'

/** What a listing that says so asks tells nothing of the goods' own price. */
const copyWords = /^(wording\.(replica|grade|evasion|hidden-link|batch)|packaging\.)/
const copyStrength = 0.5
const fakeSimilarity = 0.95

/**
 * What a listing asks for one piece of the watched goods, to hold others against, where the watch has no official price.
 * Not of what shows that it is a copy, not of wholesale or from a least quantity on: copies may not set their own price.
 */
export function pricePointOf(facts: Facts): PricePoint | null {
  const { price, listing, product, seller, goods, wordings, links, picture } = facts
  if (!price || price.compared || !(price.perPiece > 0)) return null
  if (goods.relation !== 'same' || links.length === 0 || !isPriceOfGoods(facts)) return null
  if (isWholesale(listing.marketplace) || price.moq > 1 || seller.lookalike !== null) return null
  const saysCopy = wordings.some(
    ({ found, strength, denied }) => denied === null && strength >= copyStrength && copyWords.test(found.kind),
  )
  const isDisguised = links.every((link) => link.disguise !== null)
  if (saysCopy || isDisguised || (picture?.fakeSimilarity ?? 0) >= fakeSimilarity) return null
  return {
    ...{ marketplace: listing.marketplace, id: listing.id, product: product?.name ?? null },
    ...{ currency: price.asked.currency, perPiece: price.perPiece, isAuthorised: seller.isAuthorised },
  }
}
