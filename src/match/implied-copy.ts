import type { Link } from './brand/link.ts'
import { cuesIn, type Field, spanOf } from './listing-text.ts'
import type { Makers } from './makers.ts'
import type { Wording } from './wording.ts'

/** Between "design of" and the name at the most. */
const designReach = 2

/**
 * What says that the goods are a copy only beside the brand or its goods: "design of" right before the name, and names
 * that copies of earphones and watches are sold by.
 * @param kinds of goods, of the listing and the watch
 */
export function impliedCopies(
  fields: readonly Field[],
  links: readonly Link[],
  kinds: ReadonlySet<string>,
  makers: Makers | null,
): Wording[] {
  if (links.length === 0) return []
  const made: Wording[] = []
  for (const { field, found } of cuesIn(fields, 'cue.design-of')) {
    const { end } = spanOf(field, found)
    const isBefore = ({ span }: Link) =>
      span.field === field.name && span.start >= end && span.start - end <= designReach
    if (links.some(isBefore)) made.push(copyWording(field, found, 'in the design of the brand'))
  }
  for (const [kind, goods] of cloneCues) {
    // What lists the devices it works with is sold as its own maker's.
    if (!kinds.has(goods) || (makers && makers.fits.length > 0)) continue
    for (const { field, found } of cuesIn(fields, kind))
      made.push(copyWording(field, found, 'a name that copies go by'))
  }
  return made
}

const cloneCues = [
  ['cue.clone-earphones', 'earphones'],
  ['cue.clone-watch', 'watch'],
] as const

const copyWording = (field: Field, found: Wording['found'], note: string): Wording => ({
  ...{ field, strength: found.term.strength, denied: null },
  found: { ...found, kind: 'wording.replica', term: { ...found.term, kind: 'wording.replica', note } },
})
