import type { Link } from './brand/link.ts'
import { kindsIn } from './goods.ts'
import type { Field } from './listing-text.ts'

/** A cheaper kind of goods than the watched, that a brand sells beside them, and what it costs at least, as a share of those. */
export type LesserKind = { kind: string; share: number }

/**
 * What a house's cheapest new piece of a kind costs, the watched goods of a maker of watches being 100: own knowledge of list
 * prices of a dozen fashion, sports and electronics houses, on the low side, since nobody is to be wronged by it.
 */
const levels: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ...{ watch: 100, computer: 40, camera: 40, phone: 40, console: 30, vacuum: 30, 'hair-dryer': 30, bag: 30 },
    ...{ jacket: 25, footwear: 14, earphones: 8, trousers: 7, hoodie: 7, clothing: 6, jewellery: 5, glasses: 5 },
    ...{ shirt: 4, wallet: 4, belt: 4, perfume: 3.5, scarf: 3, gloves: 2.5, hat: 2.5, keyring: 1.5, sport: 1.5 },
    ...{ socks: 1, underwear: 1, cosmetics: 0.7, soap: 0.5, charger: 0.6, kitchen: 0.8, stationery: 0.5, pen: 0.8 },
    ...{ book: 0.5, poster: 0.3, toy: 0.8, lighter: 1, textile: 2, memory: 0.5, case: 0.8 },
  }),
)

const devices: ReadonlySet<string> = new Set(['computer', 'phone', 'camera', 'console', 'earphones', 'electronics'])

/** Only a kind that costs less than this share of the watched is another price; others are the brand's main goods too. */
const lesserShare = 0.5

/** Words for cosmetics that are colours of other goods: "Yeezy 700 Cream". */
const colours = /^(?:cream|creme|crème|crema|krem)$/u

/**
 * The cheaper kind of goods that a title names and nothing else, though the listing stands on the watched goods' shelf; null
 * where it names those too, names no kind with a known price, or names what may come along.
 * @param watched kinds of goods of the watch
 */
export function lesserKindOf(
  fields: readonly Field[],
  links: readonly Link[],
  watched: ReadonlySet<string>,
): LesserKind | null {
  const title = fields.find(({ name }) => name === 'title')
  if (!title?.found.some(({ kind }) => kind.startsWith('goods.')) || title.byKind.has('cue.along')) return null
  const watchedLevels = [...watched].flatMap((kind) => levels.get(kind) ?? [])
  if (watchedLevels.length === 0) return null
  const named = kindsIn(fields, 'title', links)
  if (title.byKind.get('goods.cosmetics')?.every(({ term }) => colours.test(term.text))) named.delete('cosmetics')
  if ([...named].some((kind) => watched.has(kind))) return null
  // "Macbook Pro 256gb ssd": a device's title lists what is in it.
  const isDevice = [...watched].every((kind) => devices.has(kind))
  if (isDevice && links.some((link) => link.name.kind === 'model' && link.span.field === 'title')) return null
  const least = Math.min(...watchedLevels)
  const lesser = [...named].flatMap((kind): LesserKind[] => {
    const level = levels.get(kind)
    return level === undefined ? [] : [{ kind, share: level / least }]
  })
  // Of several kinds the dearest is meant: "polo shirt" on the shelf of jackets, "wallet with chain".
  const dearest = lesser.reduce<LesserKind | null>((top, one) => (top && top.share >= one.share ? top : one), null)
  return dearest && dearest.share < lesserShare ? dearest : null
}
