import { folded, foldText } from '../model/text-folding.ts'
import type { Product } from '../model/watch.ts'
import type { Link } from './brand/link.ts'
import type { TermFinder } from './lexicon.ts'
import { type Field, spanOf } from './listing-text.ts'

/**
 * Whether the goods offered are those watched: the `same` kind, a `related` one that a maker of the watched goods often
 * makes too, an `accessory` or part for them, `other` goods, or `unknown` when the text does not say. `kinds` are those of the listing, with where the first was read.
 */
export type Goods = {
  relation: 'same' | 'related' | 'accessory' | 'other' | 'unknown'
  kinds: ReadonlySet<string>
  sureness: number
  isFromCategory: boolean
}

/** Kinds that are sold for other goods: a listing of one beside a brand's name is rarely the brand's product. */
const accessoryKinds = new Set([
  'case',
  'strap',
  'mount',
  'filter',
  'part',
  'organizer',
  'charger',
  'sticker',
  'controller',
])
/** What comes with goods, or goes into them: a title of these alone sells these, whatever shelf it stands on. */
const besideKinds = new Set(['packaging', 'organizer', 'sticker', 'part', 'filter'])
const besideGoodsKinds = [...besideKinds].map((kind) => `goods.${kind}`)
/** Kinds that one maker often makes together; a name that is also a word still names the brand beside them. */
const families: readonly (readonly string[])[] = [
  ['footwear', 'bag', 'wallet', 'belt', 'scarf', 'jacket', 'shirt', 'hoodie', 'trousers', 'clothing', 'underwear', 'socks', 'hat', 'gloves', 'keyring', 'glasses', 'jewellery', 'watch', 'perfume'],
  ['earphones', 'phone', 'computer', 'watch', 'camera', 'console', 'electronics', 'charger'],
  ['perfume', 'cosmetics', 'soap', 'hair-dryer'],
  ['hair-dryer', 'vacuum', 'electronics', 'kitchen', 'lamp'],
  ['toy', 'game'],
  ['racket', 'sport'],
  ['supplements', 'fitness'],
  ['bearing', 'part', 'tool'],
  ['battery', 'charger', 'lamp'],
  ['stationery', 'pen', 'bag'],
] // biome-ignore format: a table
/** Kinds of what is made about a brand. */
const mediaKinds = new Set(['book', 'film', 'poster', 'music', 'game'])
export const isMedia = (kind: string): boolean => mediaKinds.has(kind)

/** The kinds of goods that a field names; the brand's own name ("Fossil", a mineral) is no goods. */
export function kindsIn(fields: readonly Field[], name: Field['name'], links: readonly Link[]): Set<string> {
  const kinds = new Set<string>()
  for (const field of fields) {
    if (field.name !== name) continue
    const own = links.filter((link) => link.span.field === name)
    const goods = field.found.filter((found) => found.kind.startsWith('goods.'))
    for (const found of goods) {
      // "Label printer" is no label.
      if (goods.some((other) => isWithin(found, other))) continue
      const span = own.length > 0 ? spanOf(field, found) : null
      if (span && own.some((link) => link.span.start <= span.start && span.end <= link.span.end)) continue
      kinds.add(found.kind.slice('goods.'.length))
    }
  }
  return kinds
}

type Range = { start: number; end: number }
const isWithin = (one: Range, other: Range): boolean =>
  other.start <= one.start && one.end <= other.end && other.end - other.start > one.end - one.start

/** The kinds of goods a product is, from its category, or from its name when it has none. */
export function watchedKinds(products: readonly Product[], find: TermFinder): Set<string> {
  const kindsOf = (text: string) =>
    find(foldText(text)).flatMap((found) =>
      found.kind.startsWith('goods.') ? [found.kind.slice('goods.'.length)] : [],
    )
  return new Set(
    products.flatMap((product) => {
      const byCategory = product.category ? kindsOf(product.category) : []
      return byCategory.length > 0 ? byCategory : kindsOf(product.name)
    }),
  )
}

export function goodsOf(
  fields: readonly Field[],
  links: readonly Link[],
  products: readonly Product[],
  watched: ReadonlySet<string>,
): Goods {
  const category = fields.find((field) => field.name === 'category')
  const fromCategory = kindsIn(fields, 'category', [])
  const written = category ? folded(category.folded.original) : ''
  if (written !== '' && products.some((product) => product.category && folded(product.category) === written)) {
    if (isBesideOnly(fields, links, watched)) return besideGoods(fields, links)
    return { relation: 'same', kinds: watched, sureness: 1, isFromCategory: true }
  }
  const fromTitle = kindsIn(fields, 'title', links)
  const kinds =
    fromCategory.size > 0 ? fromCategory : fromTitle.size > 0 ? fromTitle : kindsIn(fields, 'description', links)
  const isFromCategory = fromCategory.size > 0
  if (kinds.size === 0 || watched.size === 0) {
    // Two category names that share nothing are likely two categories.
    const isOther = written !== '' && products.some((product) => product.category)
    return { relation: isOther ? 'other' : 'unknown', kinds, sureness: isOther ? 0.5 : 0, isFromCategory: isOther }
  }
  const shares = [...kinds].some((kind) => watched.has(kind))
  const accessory = [...kinds].some((kind) => accessoryKinds.has(kind) && !watched.has(kind))
  if (isFromCategory) {
    if (shares && !accessory && isBesideOnly(fields, links, watched)) return besideGoods(fields, links)
    const relation = accessory ? 'accessory' : shares ? 'same' : isRelated(kinds, watched) ? 'related' : 'other'
    return { relation, kinds, sureness: 1, isFromCategory }
  }
  if (shares) return { relation: 'same', kinds, sureness: accessory ? 0.5 : 0.8, isFromCategory }
  const relation = accessory ? 'accessory' : isRelated(kinds, watched) ? 'related' : 'other'
  return { relation, kinds, sureness: 0.7, isFromCategory }
}

/** "Halvard dust bag" on the shelf of handbags; not where a model is named or it comes along ("with dust bag"). */
function isBesideOnly(fields: readonly Field[], links: readonly Link[], watched: ReadonlySet<string>): boolean {
  if (!fields.some((field) => field.name === 'title' && besideGoodsKinds.some((kind) => field.byKind.has(kind))))
    return false
  const kinds = kindsIn(fields, 'title', links)
  if (kinds.size === 0 || [...kinds].some((kind) => !besideKinds.has(kind) || watched.has(kind))) return false
  const comesAlong = fields.some(({ name, byKind }) => name === 'title' && byKind.has('cue.along'))
  return !comesAlong && !links.some((link) => link.span.field === 'title' && link.name.kind === 'model')
}

const besideGoods = (fields: readonly Field[], links: readonly Link[]): Goods => ({
  ...{ relation: 'accessory', kinds: kindsIn(fields, 'title', links), sureness: 0.7, isFromCategory: false },
})

const isRelated = (kinds: ReadonlySet<string>, watched: ReadonlySet<string>): boolean =>
  families.some((family) => family.some((kind) => kinds.has(kind)) && family.some((kind) => watched.has(kind)))

/**
 * With "for …" beside the brand's name, a title that names an accessory too ("stand for … console") sells the accessory.
 * A category that the marketplace gives goes before.
 */
export const soldForProduct = (goods: Goods): Goods =>
  !goods.isFromCategory && [...goods.kinds].some((kind) => accessoryKinds.has(kind))
    ? { ...goods, relation: 'accessory' }
    : goods
