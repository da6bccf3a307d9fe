import { cuesIn, spanOf } from '../listing-text.ts'
import { nothing, type Signal } from './signal.ts'

/** Strong: several brands in one title, to be found for each. What lists the devices it works with is no such title. */
export const brandSpam: Signal = {
  id: 'brand.spam',
  see({ fields, links, goods, makers, accessory, isOwnName }) {
    if (goods.relation === 'accessory' || accessory || (makers && makers.fits.length > 0)) return nothing
    const own = links.filter((link) => link.span.field === 'title' && link.name.kind !== 'model')
    const others = cuesIn(fields, 'brand.other').filter(
      ({ field, found }) => field.name === 'title' && !isOwnName(found.term.text),
    )
    const names = new Set(others.map(({ found }) => found.term.text.toLowerCase()))
    for (const link of own) names.delete(link.name.folded)
    if (own.length === 0 || names.size < 2) return nothing
    const first = others[0]
    const text = `The title names ${names.size + 1} brands: ${[...names].slice(0, 5).join(', ')} …`
    return [{ text, strength: names.size >= 3 ? 1 : 0.6, ...(first && { span: spanOf(first.field, first.found) }) }]
  },
}
