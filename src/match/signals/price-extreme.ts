import { isComparable, priceSeen } from './priced.ts'
import { nothing, type Signal } from './signal.ts'

/** Label rule 3: below a quarter of the official price is extreme; from half of that down it weighs in full. */
const extremeRatio = 0.25

/** Medium: the upper end of the price, for one piece, is less than a quarter of the official one. */
export const priceExtreme: Signal = {
  id: 'price.extreme',
  see(facts) {
    if (!facts.price || facts.price.ratio >= extremeRatio || !isComparable(facts)) return nothing
    return priceSeen(facts, facts.price.ratio < extremeRatio / 2 ? 1 : 0.85)
  },
}
