import { type ExchangeRates, ratioOf } from '../model/exchange-rates.ts'
import type { Listing } from '../model/listing.ts'
import type { Money } from '../model/money.ts'
import { quantityOf, readLotSize } from '../model/money-lot.ts'
import type { Product } from '../model/watch.ts'

/** A listing's price beside the official one. `ratio` is the upper end of the range, for one piece, over the official price. */
export type PriceFacts = {
  ratio: number
  lowRatio: number
  official: Money
  asked: Money
  pieces: number
  moq: number
  rateDate: string | null
}

/**
 * Compares a listing's price with a product's official one: in the listing's currency when the watch has that, else by
 * the rates. @returns null when there is no price, no official price, or no rate
 */
export function priceFacts(listing: Listing, product: Product | null, rates: ExchangeRates): PriceFacts | null {
  const price = listing.price
  if (!price || !product || product.prices.length === 0) return null
  const same = product.prices.find((one) => one.currency === price.currency)
  const official = same ?? product.prices[0]
  if (!official) return null
  const asked = { amount: price.max ?? price.amount, currency: price.currency }
  const high = ratio(asked, official, rates)
  const low = ratio(price, official, rates)
  if (high === null || low === null || high === 0) return null
  const moq = price.moq ?? 1
  // With a least quantity the price is for one piece already.
  const pieces = price.per ? (quantityOf(price.per) ?? 1) : moq > 1 ? 1 : lotOf(listing.title)
  const rateDate = same ? null : rates.date
  return { ratio: high / pieces, lowRatio: low / pieces, official, asked, pieces, moq, rateDate }
}

function ratio(part: Money, whole: Money, rates: ExchangeRates): number | null {
  if (part.currency !== whole.currency) return ratioOf(part, whole, rates)
  const [asked, official] = [Number(part.amount), Number(whole.amount)]
  return official > 0 && Number.isFinite(asked) && asked >= 0 ? asked / official : null
}

/** A lot is a number; without one there is nothing to read. */
const lotOf = (title: string): number => (/\d/.test(title) ? readLotSize(title) : 1)
