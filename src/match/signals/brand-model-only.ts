import type { NameKind } from '../brand/names.ts'
import { nothing, type Signal } from './signal.ts'

/** Names that the watch itself gives the brand. */
const ownNames: ReadonlySet<NameKind> = new Set(['brand', 'alias', 'transliteration'])

/** Medium: a model of the brand without the brand's name, in any script. */
export const brandModelOnly: Signal = {
  id: 'brand.model-only',
  see({ links, watch }) {
    const link = links.find((one) => one.name.kind === 'model')
    const isNamed = links.some((one) => one.disguise === null && !one.byRule && ownNames.has(one.name.kind))
    if (!link || isNamed) return nothing
    return [
      { text: `Names the model “${link.written}” but not ${watch.brand}.`, strength: link.sureness, span: link.span },
    ]
  },
}
