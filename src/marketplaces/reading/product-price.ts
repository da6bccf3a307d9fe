import type { Listing } from '../../model/listing.ts'
import { compareAmounts, isAmount, type Price } from '../../model/money.ts'
import { readPrice } from '../../model/money-reader.ts'
import { currencyNamed } from '../../model/money-symbols.ts'

/**
 * The price of machine-readable fields, where amounts are plain decimals and the currency a code, a sign or a word that means one ("€", "EURO"). An amount in another
 * form is read as text; one that is still not certain is `null`, as are zero and a currency that is none.
 */
export function priceOfFields(amount: string | undefined, named: string | undefined, max?: string): Price | null {
  const currency = named === undefined ? null : currencyNamed(named)
  if (amount === undefined || currency === null) return null
  const low = isAmount(amount) ? { amount, currency } : readPrice(amount, { currency })
  if (low === null || compareAmounts(low.amount, '0') <= 0) return null
  return max !== undefined && isAmount(max) && compareAmounts(max, low.amount) > 0 ? { ...low, max } : low
}

/** The two price fields of a listing: an uncertain price keeps its text. */
export function priceFields(price: Price | null, text: string): Pick<Listing, 'price' | 'priceText'> {
  const priceText = text.trim().slice(0, 300)
  return price === null && priceText !== '' ? { price, priceText } : { price }
}
