import { cuesIn, quoted, spanOf } from '../listing-text.ts'
import { originOf } from '../origin.ts'
import { nothing, type Signal } from './signal.ts'

/** Medium: it says it ships from at home, or the seller is registered there, and ships from a source market. */
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
    const country = listing.seller?.country
    return country && origin.sellerIsElsewhere
      ? [{ text: `The seller is in ${country}, but it ships from ${origin.from}.`, strength: 0.5 }]
      : nothing
  },
}
