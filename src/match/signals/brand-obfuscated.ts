import type { Signal } from './signal.ts'

/** Strong: the brand's name made hard to find. Mere transliteration is not this. */
export const brandObfuscated: Signal = {
  id: 'brand.obfuscated',
  see({ links }) {
    return links
      .filter((link) => link.disguise !== null && link.name.kind !== 'model')
      .slice(0, 3)
      .map(({ disguise, written, name, sureness, span }) => ({
        text: `“${written.trim()}” stands for ${name.text}: ${disguise}.`,
        strength: sureness,
        span,
      }))
  },
}
