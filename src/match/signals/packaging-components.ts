import { cuesIn, quoted, spanOf } from '../listing-text.ts'
import { nothing, type Seen, type Signal } from './signal.ts'

/** From this many pieces on, labels and boxes are not those of one's own purchases. */
const bulkPieces = 5

/** Strong: boxes, labels, hologram stickers and cards with the mark, in bulk or made for it (label rule 9). */
export const packagingComponents: Signal = {
  id: 'packaging.components',
  see({ wordings, fields, goods, price, links, listing }) {
    const said = wordings
      .filter((one) => one.found.kind === 'packaging.components' && one.denied === null && one.strength > 0)
      .map(({ field, found, strength }): Seen => {
        const text = `Packaging or labels with the mark: ${quoted(field, found)}.`
        return { text, strength, span: spanOf(field, found) }
      })
    if (said.length > 0) return said
    const bulk = cuesIn(fields, 'cue.bulk').some(({ found }) => found.term.strength >= 0.8)
    const many = price !== null && (price.moq >= bulkPieces || price.pieces >= bulkPieces)
    if (!goods.kinds.has('packaging') || links.length === 0 || !(bulk || many)) return nothing
    const kind = fields
      .flatMap((field) => field.found.map((found) => ({ field, found })))
      .find(({ found }) => found.kind === 'goods.packaging')
    const text = `Packaging or labels in bulk: ${kind ? quoted(kind.field, kind.found) : listing.title.slice(0, 60)}.`
    return [{ text, strength: 1, ...(kind && { span: spanOf(kind.field, kind.found) }) }]
  },
}
