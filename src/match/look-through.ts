import type { ExchangeRates } from '../model/exchange-rates.ts'
import type { Finding } from '../model/finding.ts'
import type { Facts } from './facts.ts'
import { priceFacts } from './price-facts.ts'

/** At this share of the cheapest official price and below it an offer is cheap. */
const cheapShare = 0.25

/**
 * Whether the watch looks through a listing that is no hit: one that names the brand, does not say what kind of thing it is, asks far
 * less than the cheapest of the brand's products, and is not of an authorised seller. Whether it is used, a part or a copy is not told by it.
 */
export function isLookedThrough(facts: Facts, rates: ExchangeRates): boolean {
  const { watch, links, goods, seller } = facts
  if (watch.lookThrough?.includes('cheap-unknown') !== true) return false
  if (links.length === 0 || goods.relation !== 'unknown' || seller.isAuthorised) return false
  const shares = watch.products
    .map((product) => priceFacts(facts.listing, product, rates, () => null)?.compared?.ratio)
    .filter((share) => share !== undefined)
  return shares.length > 0 && Math.max(...shares) <= cheapShare
}

/** Says why it is in the list, and weighs nothing. */
export const lookedThrough: Finding = {
  signal: 'rule.look-through',
  weight: 0,
  text: 'Below the line: shown because this watch looks through cheap offers of an unknown kind.',
}
