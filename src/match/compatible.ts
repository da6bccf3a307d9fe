import type { Span } from '../model/finding.ts'
import type { Link } from './brand/link.ts'
import type { Found } from './lexicon.ts'
import { cuesIn, type Field, spanOf } from './listing-text.ts'

/** Words that say that the goods are for the brand's product: where they stand. `sure`: "compatible with", not just "for". */
export type ForProduct = { field: Field; found: Found; span: Span; sure: boolean }

/** How far from the brand's name "compatible" still means it, and how far before it "for" does, in UTF-16 units. */
const compatibleReach = 24
const forReach = 12

/** Finds "compatible with …", "for …" and "… 用" beside a name of the brand. */
export function forProductIn(fields: readonly Field[], links: readonly Link[]): ForProduct | null {
  for (const { field, found } of cuesIn(fields, 'cue.compatible')) {
    const span = spanOf(field, found)
    const gap = (link: Link) => Math.max(link.span.start - span.end, span.start - link.span.end)
    if (links.some((link) => link.span.field === span.field && gap(link) <= compatibleReach)) {
      return { field, found, span, sure: true }
    }
  }
  for (const { field, found } of cuesIn(fields, 'cue.for-after')) {
    const span = spanOf(field, found)
    const after = (link: Link) => span.start - link.span.end
    if (links.some((link) => link.span.field === span.field && after(link) >= 0 && after(link) <= 1)) {
      return { field, found, span, sure: true }
    }
  }
  for (const { field, found } of cuesIn(fields, 'cue.for')) {
    const span = spanOf(field, found)
    const before = (link: Link) => link.span.start - span.end
    if (
      links.some((link) => link.span.field === span.field && link.span.start <= span.start && span.end <= link.span.end)
    )
      continue
    const isNear = (link: Link) =>
      link.span.field === span.field && before(link) >= 0 && before(link) <= forReach && !isForPeople(field, span, link)
    if (links.some(isNear)) {
      return { field, found, span, sure: false }
    }
  }
  return null
}

/** "For men", "pour femme", "для женщин": who wears it, not what it fits. */
const people =
  /^[\s(]{0,2}(?:the\s)?(?:men|women|man|woman|mens|womens|boys?|girls?|kids?|children|baby|babies|him|her|ladies|gents|unisex|adults?|herren|damen|kinder|männer|frauen|hommes?|femmes?|enfants?|hombres?|mujeres?|mujer|niñ[oa]s?|caballeros?|damas?|homem|homens|mulher(?:es)?|crianças?|uomo|uomini|donna|donne|bambin[io]|mannen|vrouwen|heren|dames|mężczyzn|kobiet|dzieci|мужчин|женщин|детей|мужчины|женщины|чоловіків|жінок|дітей|erkek|kadın|çocuk|pria|wanita|nam|nữ)(?![\p{L}])/iu

const isForPeople = (field: Field, cue: Span, link: Link): boolean =>
  people.test(field.folded.original.slice(cue.end, link.span.start))
