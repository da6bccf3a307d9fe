import type { Facts } from '../facts.ts'
import { quoted, spanOf } from '../listing-text.ts'
import { cuesIn, nothing, type Seen, type Signal } from './signal.ts'

/** How far from the brand's name "for" and "compatible" still mean it, in UTF-16 units. */
const reach = 24

/** Lowers: goods for the brand's product, which say so: "case for …", "compatible with …" (label rule 5). */
export const allowCompatibleFor: Signal = {
  id: 'allow.compatible-for',
  see(facts) {
    const { goods } = facts
    if (goods.relation === 'same' && goods.isFromCategory) return nothing
    const beside = besideName(facts)
    if (beside) return [beside]
    if (goods.relation !== 'accessory') return nothing
    const cue = cuesIn(facts.fields, 'cue.compatible')[0]
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

function besideName({ fields, links, looseLinks, goods }: Facts): Seen | null {
  const named = [...links, ...looseLinks]
  for (const kind of ['cue.compatible', 'cue.for']) {
    for (const { field, found } of cuesIn(fields, kind)) {
      const span = spanOf(field, found)
      const near = named.some(
        (link) =>
          link.span.field === span.field &&
          (kind === 'cue.for'
            ? link.span.start >= span.end && link.span.start - span.end <= 12
            : Math.min(Math.abs(link.span.start - span.end), Math.abs(span.start - link.span.end)) <= reach),
      )
      if (!near) continue
      const strength = goods.relation === 'same' ? 0.5 : 1
      return { text: `Is for the brand’s product: ${quoted(field, found)}.`, strength, span }
    }
  }
  return null
}
