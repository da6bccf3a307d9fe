import { priceSeen, shareAsked } from './priced.ts'
import { nothing, type Signal } from './signal.ts'

/** Label rule 3: from a quarter up to half (`shareAsked`) of the official price is low. */
const extremeRatio = 0.25

/**
 * Medium: the upper end of the price, for one piece, is a quarter to half of the official one, or, where the watch has
 * none, of what the market asks.
 */
export const priceLow: Signal = {
  id: 'price.low',
  see(facts) {
    const share = shareAsked(facts)
    if (share === null || share < extremeRatio) return nothing
    return priceSeen(facts, share < 0.4 ? 1 : 0.8)
  },
}
