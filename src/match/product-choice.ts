import { folded } from '../model/text-folding.ts'
import type { Product } from '../model/watch.ts'
import type { Link } from './brand/link.ts'
import type { Goods } from './goods.ts'
import type { Field } from './listing-text.ts'

/**
 * The product of a watch that a listing is of, and what tells it. `unclear`: several could be meant and nothing tells
 * them apart, so that no price may be held against the listing's.
 */
export type ProductChoice =
  | { product: Product; by: 'model' | 'gtin' | 'name' | 'kind' | 'only' }
  | { product: null; by: 'none' | 'unclear' }

/** A product as it is looked for in texts. */
export type ReadyProduct = { product: Product; words: readonly string[]; kinds: ReadonlySet<string> }

const wordsIn = (text: string): string[] => folded(text).match(/[\p{L}\p{N}]+/gu) ?? []

/** The words of its name that are not the brand's, and the kinds of goods it is. */
export function readyProduct(product: Product, brand: string, kinds: ReadonlySet<string>): ReadyProduct {
  const own = new Set(wordsIn(brand))
  return { product, words: wordsIn(product.name).filter((word) => !own.has(word)), kinds }
}

/**
 * By a model or number of one product, by all words of one product's name in the title, by the only one of the listing's
 * kind of goods, or because the watch has no other.
 */
export function productChoice(
  ready: readonly ReadyProduct[],
  fields: readonly Field[],
  links: readonly Link[],
  goods: Goods,
): ProductChoice {
  const named = links.find((link) => link.name.product)?.name.product
  if (named) return { product: named, by: 'model' }
  if (ready.length === 0) return { product: null, by: 'none' }
  const byGtin = ready.find(({ product: { gtin } }) => gtin !== undefined && fields.some((field) => says(field, gtin)))
  if (byGtin) return { product: byGtin.product, by: 'gtin' }
  const [only] = ready
  if (ready.length === 1 && only) return { product: only.product, by: 'only' }
  const title = new Set(wordsIn(fields.find(({ name }) => name === 'title')?.folded.original ?? ''))
  const byName = ready.filter(({ words }) => words.length > 0 && words.every((word) => title.has(word)))
  // "Trail Runner Pro" has the words of "Trail Runner" too: the longer name is meant.
  const longest = Math.max(...byName.map(({ words }) => words.length))
  const [first, second] = byName.filter(({ words }) => words.length === longest)
  if (first && !second) return { product: first.product, by: 'name' }
  const product = cheapestAlike(ofKind(ready, fields, goods))
  return product ? { product, by: 'kind' } : { product: null, by: 'unclear' }
}

/** The products under the listing's own category, else those of its kind of goods. */
function ofKind(ready: readonly ReadyProduct[], fields: readonly Field[], goods: Goods): readonly ReadyProduct[] {
  const category = folded(fields.find(({ name }) => name === 'category')?.folded.original ?? '')
  const under = ready.filter(({ product }) => category !== '' && folded(product.category ?? '') === category)
  if (under.length > 0 || goods.relation !== 'same') return under
  return ready.filter(({ kinds }) => [...goods.kinds].some((kind) => kinds.has(kind)))
}

/** Products of one kind that cost so many times one another are not alike: a cable and the headphones. */
const alikeWithin = 3

/** The cheapest of products that cost about the same: nobody is wronged by comparing with the lowest price. */
function cheapestAlike(ready: readonly ReadyProduct[]): Product | null {
  const priced = ready
    .map(({ product }) => ({ product, price: Number(product.prices[0]?.amount) }))
    .filter(({ price }) => price > 0)
    .sort((a, b) => a.price - b.price)
  const [cheapest, dearest] = [priced[0], priced.at(-1)]
  if (!cheapest || !dearest) return ready.length === 1 ? (ready[0]?.product ?? null) : null
  const isOneMoney = priced.every(({ product }) => product.prices[0]?.currency === cheapest.product.prices[0]?.currency)
  return isOneMoney && dearest.price <= alikeWithin * cheapest.price ? cheapest.product : null
}

const says = ({ folded: { original } }: Field, gtin: string): boolean => original.includes(gtin.replace(/^0+/, ''))
