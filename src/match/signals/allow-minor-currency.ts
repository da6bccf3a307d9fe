import { minorUnitAfter } from '../../model/minor-units.ts'
import { nothing, type Signal } from './signal.ts'

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
    const number = /\d+(?!.*\d)/u.exec(priceText)
    const unit = number && minorUnitAfter(priceText.slice(number.index + number[0].length), currency)
    // With a currency sign the hundredths stand behind whole units: "£4 99p".
    if (!unit || /\p{Sc}/u.test(priceText.replace('¢', ''))) return nothing
    const text = `“${priceText}” is in ${unit.name}: ${amount} ${currency}.`
    return [{ text, strength: 1, span: { field: 'price', start: 0, end: priceText.length } }]
  },
}
