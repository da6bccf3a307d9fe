import type { Listing } from '../../model/listing.ts'
import { compareAmounts, isAmount, type Price } from '../../model/money.ts'
import { type PriceHints, readPrice } from '../../model/money-reader.ts'
import { currencyNamed, mostlyWhole, threeDecimals, wholeOnly } from '../../model/money-symbols.ts'
import type { Offer } from './schema-offers.ts'

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

/**
 * The price of a schema.org offer; `null` for none and for what is not certain: a currency that is not said, "1.299" as a text.
 *
 * @param hints `currency` where the page or the site says it beside the offer, `language` for signs that several use
 */
export function priceOfOffer(offer: Offer | undefined, hints: PriceHints): Price | null {
  if (offer?.amount === undefined) return null
  const named = offer.currency ?? hints.currency
  const currency = named === undefined ? null : currencyNamed(named, hints)
  if (currency === null)
    return isAmount(offer.amount)
      ? null
      : readPrice(offer.amount, hints.language === undefined ? {} : { language: hints.language })
  const isThousands = wholeOnly.has(currency) || mostlyWhole.has(currency)
  if (offer.isDoubtful && !isThousands && !threeDecimals.has(currency)) return null
  const amount = offer.isDoubtful && isThousands ? offer.amount.replace('.', '') : offer.amount
  const price = priceOfFields(amount, currency, offer.max)
  return (
    price && {
      ...price,
      ...(offer.tiers && { tiers: offer.tiers }),
      ...(offer.moq !== undefined && { moq: offer.moq }),
    }
  )
}

/** What an offer says it asks, as text. */
export const textOfOffer = (offer: Offer | undefined): string =>
  offer?.amount === undefined ? '' : `${offer.amount} ${offer.currency ?? ''}`.trim()

/** The two price fields of a listing: an uncertain price keeps its text. */
export function priceFields(price: Price | null, text: string): Pick<Listing, 'price' | 'priceText'> {
  const priceText = text.trim().slice(0, 300)
  return price === null && priceText !== '' ? { price, priceText } : { price }
}
