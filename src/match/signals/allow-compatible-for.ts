import { cuesIn, quoted, spanOf } from '../listing-text.ts'
import { nothing, type Signal } from './signal.ts'

/**
 * Lowers: goods for the brand's product, which say so: "case for …", "compatible with …" (label rule 5). In the watched
 * category itself only "compatible" counts: toner for a printer is sold among the maker's own.
 */
export const allowCompatibleFor: Signal = {
  id: 'allow.compatible-for',
  see({ goods, fields, forProduct }) {
    const isWatched = goods.relation === 'same' && goods.isFromCategory
    if (forProduct && (forProduct.sure || !isWatched)) {
      const strength = goods.relation !== 'same' ? 1 : forProduct.sure ? 0.8 : 0.4
      const words = quoted(forProduct.field, forProduct.found)
      return [{ text: `Is for the brand’s product: ${words}.`, strength, span: forProduct.span }]
    }
    if (goods.relation !== 'accessory') return nothing
    const cue = cuesIn(fields, 'cue.compatible')[0]
    const kinds = [...goods.kinds].join(', ')
    if (!cue) return [{ text: `Goods for the product (${kinds}), not the product.`, strength: 0.7 }]
    return [
      {
        text: `Says it is for something: ${quoted(cue.field, cue.found)}.`,
        strength: 1,
        span: spanOf(cue.field, cue.found),
      },
    ]
  },
}
