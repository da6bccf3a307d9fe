import { type ExchangeRates, ratioOf } from '../model/exchange-rates.ts'
import type { Listing } from '../model/listing.ts'
import type { Money } from '../model/money.ts'
import { quantityOf, readLotSize } from '../model/money-lot.ts'
import type { MarketPrice } from '../model/seen-before.ts'
import type { Product } from '../model/watch.ts'
import type { LesserKind } from './kind-price.ts'
import { pricesOfAge } from './product-age.ts'

/** A listing's price for one piece, beside what it is held against; `compared` is null where there is nothing to compare with. */
export type PriceFacts = {
  asked: Money
  pieces: number
  moq: number
  /** The upper end of the range, for one piece. */
  perPiece: number
  compared: Compared | null
}

/**
 * `ratio` is the upper end of the range, for one piece, over the reference; where the title names a cheaper kind of goods, over
 * what that kind costs beside it.
 */
export type Compared = { ratio: number; reference: Reference; lesser: LesserKind | null }

/** The share of the watched product's own reference, whatever kind of goods the title names. */
export const shareOfWatched = ({ ratio, lesser }: Compared): number => ratio * (lesser?.share ?? 1)

export type Reference =
  /** The watch's own price; `rateDate` when it had to be converted, `year` when it is the one of the year that the title names. */
  | { kind: 'official'; price: Money; rateDate: string | null; year: number | null }
  /** What other listings ask, in the listing's own currency. */
  | (MarketPrice & { price: Money })

/**
 * Reads a listing's price, and compares it with a product's official one: in the listing's currency when the watch has
 * that, else by the rates. @returns null when there is no price
 * @param lesserKind tells a cheaper kind of goods that the title names; asked only where there is a price to compare with
 */
export function priceFacts(
  listing: Listing,
  product: Product | null,
  rates: ExchangeRates,
  lesserKind: () => LesserKind | null,
): PriceFacts | null {
  const price = listing.price
  if (!price) return null
  const asked = { amount: price.max ?? price.amount, currency: price.currency }
  const moq = price.moq ?? 1
  // With a least quantity the price is for one piece already.
  const pieces = price.per ? (quantityOf(price.per) ?? 1) : moq > 1 ? 1 : lotOf(listing.title)
  const perPiece = Number(asked.amount) / pieces
  return {
    asked,
    pieces,
    moq,
    perPiece,
    compared: product && withOfficial(asked, pieces, pricesOfAge(product, listing.title), rates, lesserKind),
  }
}

function withOfficial(
  asked: Money,
  pieces: number,
  { prices, year }: ReturnType<typeof pricesOfAge>,
  rates: ExchangeRates,
  lesserKind: () => LesserKind | null,
): Compared | null {
  const same = prices.find((one) => one.currency === asked.currency)
  const official = same ?? prices[0]
  if (!official) return null
  const whole = ratio(asked, official, rates)
  if (whole === null || whole === 0) return null
  const reference = { kind: 'official' as const, price: official, rateDate: same ? null : rates.date, year }
  const lesser = lesserKind()
  return { ratio: whole / pieces / (lesser?.share ?? 1), reference, lesser }
}

/** The same price, held against what the market asks where the watch has no official price. */
export function withMarket(facts: PriceFacts, market: MarketPrice | null): PriceFacts {
  const median = Number(market?.median)
  if (facts.compared || !market || !(median > 0) || !(facts.perPiece > 0)) return facts
  const reference = { ...market, price: { amount: market.median, currency: market.currency } }
  return { ...facts, compared: { ratio: facts.perPiece / median, reference, lesser: null } }
}

function ratio(part: Money, whole: Money, rates: ExchangeRates): number | null {
  if (part.currency !== whole.currency) return ratioOf(part, whole, rates)
  const [asked, official] = [Number(part.amount), Number(whole.amount)]
  return official > 0 && Number.isFinite(asked) && asked >= 0 ? asked / official : null
}

/** A lot is a number; without one there is nothing to read. */
const lotOf = (title: string): number => (/\d/.test(title) ? readLotSize(title) : 1)
