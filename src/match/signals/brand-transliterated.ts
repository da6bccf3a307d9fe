import { nothing, type Signal } from './signal.ts'

/** Weak: the brand's name in another script. It links the listing to the brand. */
export const brandTransliterated: Signal = {
  id: 'brand.transliterated',
  see({ links, watch }) {
    const link = links.find((one) => one.name.kind === 'transliteration' && one.disguise === null)
    if (!link) return nothing
    const how = link.byRule ? 'sounds like' : 'is'
    return [
      { text: `“${link.written}” ${how} ${watch.brand} in another script.`, strength: link.sureness, span: link.span },
    ]
  },
}
