import { nothing, type Signal } from './signal.ts'

/** Price texts in hundredths: "499p", "99¢", "75 cents", "50 коп.", "90 gr" of złoty, "80 kuruş", "50 øre". */
const minorUnits: readonly { pattern: RegExp; currencies: readonly string[]; name: string }[] = [
  { pattern: /\d\s?p(?![\p{L}\p{N}])/iu, currencies: ['GBP'], name: 'pence' },
  { pattern: /\d\s?(?:¢|c|cents?)(?![\p{L}\p{N}])/iu, currencies: ['USD', 'CAD', 'AUD', 'NZD', 'EUR'], name: 'cents' },
  { pattern: /\d\s?коп/iu, currencies: ['RUB', 'UAH', 'BYN'], name: 'kopecks' },
  { pattern: /\d\s?gr(?:osz\p{L}{0,2})?(?!\p{L})/iu, currencies: ['PLN'], name: 'groszy' },
  { pattern: /\d\s?(?:kuruş|krş)/iu, currencies: ['TRY'], name: 'kuruş' },
  { pattern: /\d\s?[øö]re(?!\p{L})/iu, currencies: ['SEK', 'NOK', 'DKK'], name: 'øre' },
]

/** A text that is longer says more than one amount. */
const textMax = 40

/**
 * Lowers: the price is printed in hundredths of the currency (label rule 5), as shops print what costs little: the number
 * is not the amount. The sentence says both.
 */
export const allowMinorCurrency: Signal = {
  id: 'allow.minor-currency',
  see({ price, listing: { priceText } }) {
    if (!price || !priceText || priceText.length > textMax) return nothing
    const { amount, currency } = price.asked
    const unit = minorUnits.find((one) => one.currencies.includes(currency) && one.pattern.test(priceText))
    // With a currency sign the hundredths stand behind whole units: "£4 99p".
    if (!unit || /\p{Sc}/u.test(priceText.replace('¢', ''))) return nothing
    const text = `“${priceText}” is in ${unit.name}: ${amount} ${currency}.`
    return [{ text, strength: 1, span: { field: 'price', start: 0, end: priceText.length } }]
  },
}
