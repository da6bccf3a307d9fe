import { nothing, type Signal } from './signal.ts'

/** Medium: a model of the brand without the brand's name. */
export const brandModelOnly: Signal = {
  id: 'brand.model-only',
  see({ links, watch }) {
    const link = links.find((one) => one.name.kind === 'model')
    const isNamed = links.some(
      (one) => one.disguise === null && (one.name.kind === 'brand' || one.name.kind === 'alias'),
    )
    if (!link || isNamed) return nothing
    return [
      { text: `Names the model “${link.written}” but not ${watch.brand}.`, strength: link.sureness, span: link.span },
    ]
  },
}
