import { nothing, type Signal } from './signal.ts'

/** Link: a model beside the brand's name. */
export const brandModel: Signal = {
  id: 'brand.model',
  see({ links }) {
    const link = links.find((one) => one.name.kind === 'model')
    const isNamed = links.some(
      (one) => one.disguise === null && (one.name.kind === 'brand' || one.name.kind === 'alias'),
    )
    return link && isNamed ? [{ text: `Names the model “${link.written}”.`, strength: 1, span: link.span }] : nothing
  },
}
