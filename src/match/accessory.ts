import type { Span } from '../model/finding.ts'
import type { Found } from './lexicon.ts'
import { type Field, spanOf } from './listing-text.ts'

/** A word of the title that says that an accessory is sold, where the watch is of the goods that it is for. */
export type AccessoryWord = { field: Field; found: Found; span: Span }

/** Kinds of goods that accessories are made for by others. */
const hosts: ReadonlySet<string> = new Set(['earphones', 'phone', 'computer', 'camera', 'console', 'electronics', 'hair-dryer', 'vacuum', 'watch']) // biome-ignore format: a list

/** Watches of these look for accessories themselves. */
const accessories = ['case', 'strap', 'charger', 'sticker', 'mount', 'organizer', 'part', 'packaging']

/** How near "with", "gift" or "set" stands to an accessory that comes along. */
const alongBefore = 8
const alongAfter = 3
/** The case that earphones are charged in is a part of them. */
const isCharging = /(?:charging|charge|충전|充電|充电|ladecase|carga|recarga|зарядн\p{L}*)\s?$/u

/** "With case", "送保护套": whether what is found comes along with the goods. */
export const comesAlong = ({ byKind }: Field, { start, end }: Found): boolean =>
  (byKind.get('cue.along') ?? []).some((word) => {
    const [before, after] = [start - word.end, word.start - end]
    return (before >= 0 && before <= alongBefore) || (after >= 0 && after <= alongAfter)
  })

/**
 * The accessory that a title sells, or null. Where the watched goods are accessories themselves, or the accessory comes
 * along with the goods ("with case", "送保护套"), it is none.
 * @param watched kinds of goods of the watch
 */
export function accessoryIn(fields: readonly Field[], watched: ReadonlySet<string>): AccessoryWord | null {
  const title = fields.find(({ name }) => name === 'title')
  if (!title?.byKind.has('cue.accessory') && !title?.byKind.has('cue.accessory-worn')) return null
  if (watched.size === 0 || accessories.some((kind) => watched.has(kind))) return null
  const isHost = [...watched].some((kind) => hosts.has(kind))
  const heads = [
    ...((isHost && title.byKind.get('cue.accessory')) || []),
    ...(title.byKind.get('cue.accessory-worn') ?? []),
  ]
  if (heads.length === 0) return null
  const { text } = title.folded
  const found = heads.find(
    (head) => !comesAlong(title, head) && !isCharging.test(text.slice(Math.max(0, head.start - 12), head.start)),
  )
  return found ? { field: title, found, span: spanOf(title, found) } : null
}
