import { curve, priceSeen, shareAsked } from './priced.ts'
import { nothing, type Signal } from './signal.ts'

/** Label rule 3: below a quarter of the official price is extreme, and says the more the less it is; in full at a twentieth. */
const extremeRatio = 0.25
const fullRatio = 0.05
const leastStrength = 0.7

/**
 * Medium: the upper end of the price, for one piece, is less than a quarter of the official one, or, where the watch has
 * none, of what the market asks.
 */
export const priceExtreme: Signal = {
  id: 'price.extreme',
  see(facts) {
    const share = shareAsked(facts)
    if (share === null || share >= extremeRatio) return nothing
    return priceSeen(facts, leastStrength + (1 - leastStrength) * curve(share, extremeRatio, fullRatio))
  },
}
