import type { Facts } from '../facts.ts'
import { cuesIn, quoted, spanOf } from '../listing-text.ts'
import { saysCopy } from '../wording.ts'
import { nothing, type Seen, type Signal } from './signal.ts'

/** Where the listing says plainly that it is a copy, what it fits is said of the copy: it explains little. */
const besideCopyWords = 0.3

/**
 * Lowers: goods for the brand's product, which say so: "case for …", "compatible with …", an accessory as the title's head,
 * or a list of the devices that it works with (label rule 5). In the watched category itself only "compatible" counts in
 * full: toner for a printer is sold among the maker's own.
 */
export const allowCompatibleFor: Signal = {
  id: 'allow.compatible-for',
  see(facts) {
    const seen = sightOf(facts)
    if (!seen) return nothing
    return [saysCopy(facts.wordings) ? { ...seen, strength: seen.strength * besideCopyWords } : seen]
  },
}

function sightOf({ goods, fields, forProduct, accessory, makers }: Facts): Seen | null {
  const isWatched = goods.relation === 'same' && goods.isFromCategory
  if (forProduct && (forProduct.sure || !isWatched)) {
    const strength = goods.relation !== 'same' ? 1 : forProduct.sure ? 0.8 : 0.4
    const words = quoted(forProduct.field, forProduct.found)
    return { text: `Is for the brand’s product: ${words}.`, strength, span: forProduct.span }
  }
  if (accessory) {
    const text = `An accessory for such goods: ${quoted(accessory.field, accessory.found)}.`
    return { text, strength: isWatched ? 0.8 : 1, span: accessory.span }
  }
  const [first] = makers?.fits ?? []
  if (makers && first) {
    const names = makers.fits.slice(0, 4).map((found) => quoted(makers.field, found))
    return {
      text: `Lists the makes it works with: ${names.join(', ')}.`,
      strength: 0.8,
      span: spanOf(makers.field, first),
    }
  }
  if (goods.relation !== 'accessory') return null
  const cue = cuesIn(fields, 'cue.compatible')[0]
  const kinds = [...goods.kinds].join(', ')
  if (!cue) return { text: `Goods for the product (${kinds}), not the product.`, strength: 0.7 }
  const text = `Says it is for something: ${quoted(cue.field, cue.found)}.`
  return { text, strength: 1, span: spanOf(cue.field, cue.found) }
}
