import { nothing, type Signal } from './signal.ts'

/** Link: the brand's name, as it is written, or an alias of the same letters. It says what the listing is about, not that it is bad. */
export const brandExact: Signal = {
  id: 'brand.exact',
  see({ links }) {
    const link = links.find((one) => one.disguise === null && (one.name.kind === 'brand' || one.name.kind === 'alias'))
    return link ? [{ text: `Names the brand: “${link.written}”.`, strength: 1, span: link.span }] : nothing
  },
}
