import type { Listing } from '../../model/listing.ts'
import type { Price } from '../../model/money.ts'
import { type PriceHints, readPrice } from '../../model/money-reader.ts'
import type { Fields } from '../reading/card-stream.ts'
import type { Product } from '../reading/json-ld.ts'
import { priceFields, priceOfFields } from '../reading/product-price.ts'

type PriceParts = Fields<'price' | 'lot' | 'moq'>

/** How a price came about: as printed, only embedded, or printed and embedded with two meanings. */
export type PriceSource = 'printed' | 'embedded' | 'contradicted' | 'none'

/**
 * The price that is printed, held against the embedded one. Where they differ it is not certain, and stays text.
 *
 * @param product the same listing in the page's JSON-LD, when it is there
 */
export function readBazaarPrice(
  fields: PriceParts,
  product: Product | undefined,
  hints: PriceHints,
): { price: Pick<Listing, 'price' | 'priceText'>; source: PriceSource } {
  const text = fields.price[0]?.text ?? ''
  const offer = product?.offer
  const embedded = offer ? priceOfFields(offer.amount, offer.currency, offer.max) : null
  // An ambiguous sign ("¥") means what the embedded data says; an unambiguous one stands for itself.
  const printed = readPrice(text, { ...hints, ...(embedded ? { currency: embedded.currency } : {}) })
  if (printed && embedded && !isSame(printed, embedded))
    return { price: { price: null, priceText: text }, source: 'contradicted' }
  const price = printed ?? (text === '' ? embedded : null)
  const source = printed ? 'printed' : price ? 'embedded' : 'none'
  return { price: priceFields(price && { ...price, ...countsOf(fields) }, text), source }
}

/** "per lot of 10" and "min. order: 100", in any language: the numbers stand in attributes. */
function countsOf({ lot, moq }: PriceParts): Pick<Price, 'per' | 'moq'> {
  const pieces = lot[0]?.attributes['data-pieces'] ?? ''
  const fewest = Number(moq[0]?.attributes['data-moq'] ?? '')
  return {
    ...(/^\d{1,6}$/.test(pieces) && { per: `lot of ${pieces}` }),
    ...(Number.isInteger(fewest) && fewest > 1 && { moq: fewest }),
  }
}

const isSame = (a: Price, b: Price): boolean =>
  a.currency === b.currency &&
  Number(a.amount) === Number(b.amount) &&
  Number(a.max ?? a.amount) === Number(b.max ?? b.amount)
