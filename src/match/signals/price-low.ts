import { curve, priceSeen, shareAsked } from './priced.ts'
import { nothing, type Signal } from './signal.ts'

/** Label rule 3: from a quarter up to half (`shareAsked`) of the official price is low, in full at the quarter. */
const extremeRatio = 0.25
const lowRatio = 0.5
const leastStrength = 0.5

/**
 * Medium: the upper end of the price, for one piece, is a quarter to half of the official one, or, where the watch has
 * none, of what the market asks.
 */
export const priceLow: Signal = {
  id: 'price.low',
  see(facts) {
    const share = shareAsked(facts)
    if (share === null || share < extremeRatio) return nothing
    return priceSeen(facts, leastStrength + (1 - leastStrength) * curve(share, lowRatio, extremeRatio))
  },
}
