import type { Found } from './lexicon.ts'
import type { Field } from './listing-text.ts'

/** A term of the lexicon as found, with what stands around it. `denied`: the words that turn it round, or null. */
export type Wording = { field: Field; found: Found; strength: number; denied: string | null }

/** From this strength on words say plainly that the goods are a copy. */
const plainCopy = 0.6
const copyKinds: ReadonlySet<string> = new Set(['wording.replica', 'wording.grade', 'wording.batch'])

/** Whether a listing says plainly that it is a copy; what else it says of itself is then said of the copy, and explains little. */
export const saysCopy = (wordings: readonly Wording[]): boolean =>
  wordings.some(({ found, denied, strength }) => denied === null && strength >= plainCopy && copyKinds.has(found.kind))

/** How far before a term a "no" still means the term, and how far after, in folded units. */
const notBefore = 16
const notAfter = 10
/** "Without" means the very next word: "sans fil, qualité miroir" denies the wire. */
const withoutBefore = 3
/** How far a warning ("beware of …", "money back if …") reaches either way. */
const warningReach = 40

const isClauseEnd = /[.,;:!?。，、；：！？،؛؟|/()\n]|\s[-–]\s|\b(?:but|aber|pero|mais|mas|но|ma|ale|ama|tapi)\b/u

const isWording = (kind: string) =>
  kind.startsWith('wording.') || kind.startsWith('packaging.') || kind.startsWith('supply.')

/** The wording terms of some fields, each with whether it is denied and how much of its strength its surroundings leave. */
export function wordingsIn(fields: readonly Field[]): Wording[] {
  return fields
    .filter((field) => field.name !== 'category')
    .flatMap((field) =>
      field.found
        .filter((found) => isWording(found.kind))
        .map((found) => ({
          field,
          found,
          strength: found.term.strength * innocence(found, fields),
          denied: denialOf(field, found),
        })),
    )
}

/**
 * 0 beside the goods or cues in whose company the term is innocent, else 1. Goods named within wording ("mirror quality",
 * here or in another field) are no company.
 */
function innocence(found: Found, fields: readonly Field[]): number {
  const { unless } = found.term
  if (unless.length === 0) return 1
  const isCompany = (other: Field, one: Found) =>
    unless.includes(one.kind) && (one.kind.startsWith('cue.') || !isWithinWording(other, one))
  return fields.some((other) => other.found.some((one) => isCompany(other, one))) ? 0 : 1
}

const isWithinWording = (field: Field, one: Found): boolean =>
  field.found.some((other) => isWording(other.kind) && other.start < one.end && one.start < other.end)

function denialOf(field: Field, found: Found): string | null {
  const { text } = field.folded
  for (const cue of field.found) {
    if ((cue.kind === 'cue.not' || cue.kind === 'cue.without') && cue.end <= found.start) {
      const between = text.slice(cue.end, found.start)
      const reach = cue.kind === 'cue.not' ? notBefore : withoutBefore
      if (between.length <= reach && !isClauseEnd.test(between)) return text.slice(cue.start, cue.end)
    }
    if (cue.kind === 'cue.not-after' && cue.start >= found.end) {
      const between = text.slice(found.end, cue.start)
      if (between.length <= notAfter && !isClauseEnd.test(between)) return text.slice(cue.start, cue.end)
    }
    // A guarantee ("money back if fake") says nothing of a grade beside it.
    if (cue.kind === 'cue.warning' && found.kind === 'wording.replica') {
      const between = cue.end <= found.start ? text.slice(cue.end, found.start) : text.slice(found.end, cue.start)
      const overlaps = cue.start < found.end && found.start < cue.end
      if (overlaps || (between.length <= warningReach && !/[.!?。！？|]/u.test(between)))
        return text.slice(cue.start, cue.end)
    }
  }
  return null
}
