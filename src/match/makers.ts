import type { Link } from './brand/link.ts'
import type { Found } from './lexicon.ts'
import { type Field, spanOf } from './listing-text.ts'

/** What a title says of other makers: `fits` devices that the goods work with, `own` the name of who made them. */
export type Makers = {
  fits: readonly Found[]
  own: { written: string; start: number; end: number } | null
  field: Field
}

/** Kinds of goods that list the devices they work with. */
const fitting: ReadonlySet<string> = new Set(['earphones', 'charger', 'case', 'strap', 'mount', 'electronics', 'watch', 'lamp', 'controller', 'sticker', 'part', 'storage']) // biome-ignore format: a list

/** From this many makers of devices on, a list of them says what the goods fit. */
const fitsMin = 2

/** "索爱（soaiy）T5": a maker's name in two scripts opens the title. */
const twoScripts = /^[\s【[]{0,2}(\p{Script=Han}{2,6}\s?[（(]\s?[\p{Script=Latin}\d\s.&-]{2,20}[)）])/u

/** @param kinds of goods, of the listing and the watch */
export function makersIn(fields: readonly Field[], links: readonly Link[], kinds: ReadonlySet<string>): Makers | null {
  const field = fields.find(({ name }) => name === 'title')
  if (!field || ![...kinds].some((kind) => fitting.has(kind))) return null
  const isOwn = (start: number, end: number) =>
    links.some(({ span }) => span.field === 'title' && span.start < end && start < span.end)
  const named = (field.byKind.get('cue.device-maker') ?? []).filter((found) => {
    const span = spanOf(field, found)
    return !isOwn(span.start, span.end)
  })
  const different = [...new Map(named.map((found) => [found.term.text, found])).values()]
  const opening = twoScripts.exec(field.folded.original)?.[1]
  const start = opening === undefined ? -1 : field.folded.original.indexOf(opening)
  const own =
    opening && !isOwn(start, start + opening.length) ? { written: opening, start, end: start + opening.length } : null
  const fits = different.length >= fitsMin ? different : []
  return fits.length > 0 || own ? { fits, own, field } : null
}
