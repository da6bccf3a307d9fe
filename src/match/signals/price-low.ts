import { isComparable, priceSeen } from './priced.ts'
import { nothing, type Signal } from './signal.ts'

/** Label rule 3: from a quarter up to half of the official price is low. */
const extremeRatio = 0.25
const lowRatio = 0.5

/** Medium: the upper end of the price, for one piece, is a quarter to half of the official one. */
export const priceLow: Signal = {
  id: 'price.low',
  see(facts) {
    const ratio = facts.price?.ratio ?? Number.POSITIVE_INFINITY
    if (ratio < extremeRatio || ratio > lowRatio || !isComparable(facts)) return nothing
    return priceSeen(facts, ratio < 0.4 ? 1 : 0.8)
  },
}
