import { quoted, spanOf, strongestCue } from '../listing-text.ts'
import { nothing, type Signal } from './signal.ts'

/** Pieces of a branded product that a private or retail seller does not have; a smaller lot from the second on says little. */
const bulkPieces = 10
const lotPieces = 5
const lotStrength = 0.25

/** Medium: many pieces at once: a least quantity, a lot, "all sizes", "wholesale". */
export const quantityBulk: Signal = {
  id: 'quantity.bulk',
  see({ price, fields, seller, goods }) {
    if (seller.isAuthorised || goods.relation === 'other') return nothing
    if (price && price.moq > 1)
      return [{ text: `Sold from ${price.moq} pieces on.`, strength: price.moq >= bulkPieces ? 1 : 0.7 }]
    if (price && price.pieces >= lotPieces) {
      return [{ text: `A lot of ${price.pieces} pieces.`, strength: price.pieces >= bulkPieces ? 1 : lotStrength }]
    }
    const cue = strongestCue(fields, 'cue.bulk')
    if (!cue) return nothing
    const text = `Many at once: ${quoted(cue.field, cue.found)}.`
    return [{ text, strength: cue.found.term.strength, span: spanOf(cue.field, cue.found) }]
  },
}
