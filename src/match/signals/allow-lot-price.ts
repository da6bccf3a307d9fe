import { cuesIn } from '../listing-text.ts'
import { nothing, type Signal } from './signal.ts'

/** From this many pieces on it is a lot; fewer are a pack (allow.bundle). */
const lotPieces = 5

/** Price texts "for 2 kg", "/ kg", "за 1 кг", "500円/100g": goods sold by weight. */
const byWeight =
  /(?:\/|per|za|за|je|pro|par|por|al|每)\s*\d{0,5}\s?(?:kilo(?:gram)?s?|kg|g|lbs?|oz|кг|公斤|斤)(?!\p{L})/iu

/**
 * Lowers: the price of one piece is low because it is of a lot (label rule 5): many small, used or spare pieces together, or
 * goods by weight. Many new pieces of the watched goods, or of their packaging, are no such lot: see quantity.bulk.
 */
export const allowLotPrice: Signal = {
  id: 'allow.lot-price',
  see({ price, listing, goods, fields }) {
    if (!price || price.moq > 1) return nothing
    const printed = listing.priceText ?? price.asked.amount
    const span = listing.priceText ? { span: { field: 'price' as const, start: 0, end: printed.length } } : {}
    if (byWeight.test(listing.priceText ?? '')) {
      return [{ text: `The price is by weight, not for a piece: “${printed.slice(0, 60)}”.`, strength: 1, ...span }]
    }
    const isSmall =
      goods.relation === 'accessory' ||
      ['cue.used', 'cue.part', 'cue.sample'].some((cue) => cuesIn(fields, cue).length > 0)
    if (price.pieces < lotPieces || !isSmall || goods.kinds.has('packaging')) return nothing
    const { amount, currency } = price.asked
    const text = `A lot: ${amount} ${currency} is for ${price.pieces} pieces, ${price.perPiece.toFixed(2)} ${currency} each.`
    return [{ text, strength: 1, ...span }]
  },
}
