import { cuesIn, quoted, spanOf } from '../listing-text.ts'
import { originOf } from '../origin.ts'
import { nothing, type Signal } from './signal.ts'

/** A place that contradicts itself says more than a seller who is registered elsewhere: many honest traders ship from abroad. */
const byPlace = 0.8
const bySeller = 0.5

/**
 * Medium: it says it ships from at home, its place names a source market and another country at once ("California, Hong
 * Kong"), or the seller is registered elsewhere than it ships from.
 */
export const originMismatch: Signal = {
  id: 'origin.mismatch',
  see({ listing, fields, seller }) {
    const origin = originOf(listing)
    if (!origin?.isSourceMarket || seller.isAuthorised) return nothing
    const claim = cuesIn(fields, 'cue.ships-domestic')[0]
    if (claim) {
      const text = `Says ${quoted(claim.field, claim.found)}, but ships from ${origin.from}.`
      return [{ text, strength: 1, span: spanOf(claim.field, claim.found) }]
    }
    if (origin.elsewhere !== null) {
      const both = origin.elsewhere === origin.from ? `“${origin.from}”` : `“${origin.from}” and “${origin.elsewhere}”`
      return [{ text: `Its place contradicts itself: ${both}.`, strength: byPlace }]
    }
    const country = listing.seller?.country
    return country && origin.sellerIsElsewhere
      ? [{ text: `The seller is in ${country}, but it ships from ${origin.from}.`, strength: bySeller }]
      : nothing
  },
}
