import { cuesIn, quoted, spanOf } from '../listing-text.ts'
import { nothing, type Signal } from './signal.ts'

/** Lowers: it names its own or another brand, or says that it is not of the watched one (label rule 5). */
export const allowOtherBrand: Signal = {
  id: 'allow.other-brand',
  see({ fields, links, deniedSources, watch }) {
    if (links.some((link) => link.name.kind !== 'model' || !link.name.needsContext)) return nothing
    const [denied] = deniedSources
    if (denied) {
      const words =
        denied.span.start === denied.link.span.start ? denied.words : `${denied.words} ${denied.link.written}`
      return [{ text: `Says that it is not of ${watch.brand}: “${words}”.`, strength: 1, span: denied.span }]
    }
    const cue = cuesIn(fields, 'cue.own-brand')[0] ?? cuesIn(fields, 'brand.other')[0]
    if (!cue) return nothing
    return [
      { text: `Another brand: ${quoted(cue.field, cue.found)}.`, strength: 1, span: spanOf(cue.field, cue.found) },
    ]
  },
}
