import { nothing, type Signal } from './signal.ts'

/** Lowers: the name stands beside goods that the brand's watch is not about (label rule 5): "apple pie", "coach bus". */
export const allowCommonWord: Signal = {
  id: 'allow.common-word',
  see({ goods, links, looseLinks, listing }) {
    // Labels and boxes with the mark are a matter of their own (packaging.components).
    if (goods.relation !== 'other' || goods.kinds.has('packaging')) return nothing
    if (links.some((link) => link.disguise !== null && link.sureness >= 0.85)) return nothing
    if (links.some((link) => link.name.kind === 'model' && !link.name.needsContext)) return nothing
    const kinds = goods.kinds.size > 0 ? [...goods.kinds].join(', ') : (listing.category ?? 'another category')
    const named = links[0] ?? looseLinks[0]
    const text = named
      ? `“${named.written}” beside other goods: ${kinds}.`
      : `Other goods than the watched ones: ${kinds}.`
    return [{ text, strength: goods.sureness, ...(named && { span: named.span }) }]
  },
}
