import { nothing, type Signal } from './signal.ts'

/** So many pieces together are a pack that shops sell; more are a lot (allow.lot-price, quantity.bulk). */
const packPieces = { from: 2, to: 4 }

/**
 * Lowers a little: a pack of a few pieces (label rule 5), so that the price of one is lower than that of a piece sold alone.
 * The sentence says what one piece comes to: that is what the price signals compare.
 */
export const allowBundle: Signal = {
  id: 'allow.bundle',
  see({ price, listing }) {
    if (!price || price.moq > 1 || price.pieces < packPieces.from || price.pieces > packPieces.to) return nothing
    const { amount, currency } = price.asked
    const text = `A pack of ${price.pieces}: ${amount} ${currency} together, ${price.perPiece.toFixed(2)} ${currency} each.`
    const { priceText } = listing
    return [{ text, strength: 1, ...(priceText && { span: { field: 'price', start: 0, end: priceText.length } }) }]
  },
}
