import type { Span } from '../model/finding.ts'
import type { Link } from './brand/link.ts'
import { cuesIn, type Field, spanOf } from './listing-text.ts'
import type { Makers } from './makers.ts'
import type { Wording } from './wording.ts'

/** Between "design of" and the name at the most. */
const designReach = 2
/** Between the name and "style" behind it, where a language has it so. */
const afterReach = 1
const inTheDesign = 'in the design of the brand'

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
    if (links.some(isBefore)) made.push(copyWording(field, found, inTheDesign))
  }
  for (const { field, found } of cuesIn(fields, 'cue.design-after')) {
    const { start } = spanOf(field, found)
    const isAfter = ({ span }: Link) => span.field === field.name && span.end <= start && start - span.end <= afterReach
    if (links.some(isAfter)) made.push(copyWording(field, found, inTheDesign))
  }
  for (const [kind, goods] of cloneCues) {
    // What lists the devices it works with is sold as its own maker's.
    if (!kinds.has(goods) || (makers && makers.fits.length > 0)) continue
    for (const { field, found } of cuesIn(fields, kind))
      if (!isModel(spanOf(field, found), links)) made.push(copyWording(field, found, 'a name that copies go by'))
  }
  return made
}

/** A model of the watch is no clone's name. */
const isModel = (span: Span, links: readonly Link[]): boolean =>
  links.some(
    (link) =>
      link.name.kind === 'model' &&
      link.span.field === span.field &&
      link.span.start <= span.start &&
      span.end <= link.span.end,
  )

const cloneCues = [
  ['cue.clone-earphones', 'earphones'],
  ['cue.clone-watch', 'watch'],
] as const

const copyWording = (field: Field, found: Wording['found'], note: string): Wording => ({
  ...{ field, strength: found.term.strength, denied: null },
  found: { ...found, kind: 'wording.replica', term: { ...found.term, kind: 'wording.replica', note } },
})
