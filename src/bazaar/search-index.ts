import type { Sort } from '../model/sort.ts'
import { folded } from '../model/text-folding.ts'
import { brands } from './catalogue.ts'
import { dice } from './dice.ts'
import { isSlip, searchWords } from './search-words.ts'
import { territories } from './territories.ts'
import type { Ware } from './ware.ts'

/** Finds listings by the words of their titles. */
export type Finder = {
  /** Indexes of all listings that a territory's site shows for a query, best first unless asked otherwise; always the same. */
  find(query: string, territory: string, sort?: Sort): Uint32Array
  /** Takes a listing in that was put up after the first search. */
  add(index: number): void
  /** Says that what is gone, or what something costs, has changed. */
  forget(): void
}

/** What is searched: `size` may grow; what was put up later has a higher index. `price` is what a territory's site prints. */
type Searched = {
  seed: number
  size(): number
  ware(index: number): Ware
  price(index: number, territory: string): number
}

/** Searches whose results are kept; the oldest goes first. */
const searchesMax = 64

/**
 * A search over all titles but those that are `gone`. Its index is made when it is first asked: about a second for
 * 100,000 listings.
 */
export function finderOf(goods: Searched, gone: ReadonlySet<number>): Finder {
  let index: Index | null = null
  const kept = new Map<string, Uint32Array>()
  return {
    find: (query, territory, sort = 'best-match') => {
      const key = `${territory} ${sort} ${query}`
      const known = kept.get(key)
      if (known) return known
      index ??= indexOf(goods)
      const best = index.find(query, territory).filter((at) => !gone.has(at))
      const found = sorted(best, sort, (at) => goods.price(at, territory))
      if (kept.size >= searchesMax) kept.delete(kept.keys().next().value ?? '')
      kept.set(key, found)
      return found
    },
    add: (at) => {
      index?.add(at)
      kept.clear()
    },
    forget: () => kept.clear(),
  }
}

/** Among equals the better match comes first. */
function sorted(found: Uint32Array, sort: Sort, priceOf: (index: number) => number): Uint32Array {
  if (sort === 'best-match') return found
  if (sort === 'newest') return found.sort((a, b) => b - a)
  const prices = new Map([...found].map((at) => [at, priceOf(at)]))
  const price = (at: number) => prices.get(at) ?? 0
  const sign = sort === 'price-low' ? 1 : -1
  return Uint32Array.from([...found].sort((a, b) => sign * (price(a) - price(b))))
}

type Index = { find(query: string, territory: string): Uint32Array; add(index: number): void }

/** Words that name a thing outright: brands and models. A result must have those that a query names. */
const brandNames = new Set(brands.map((brand) => folded(brand.name)))
const modelNames = new Set(brands.flatMap((brand) => brand.products.map((product) => firstWord(folded(product.model)))))

/** Reads every title once. */
function indexOf(goods: Searched): Index {
  const postings = new Map<string, number[]>()
  const shownIn = new Map<string, Set<number>>(territories.map((each) => [each.id, new Set<number>()]))
  const add = (index: number) => {
    const ware = goods.ware(index)
    for (const word of searchWords(ware.title)) {
      const posting = postings.get(word)
      if (posting) posting.push(index)
      else postings.set(word, [index])
    }
    for (const [territory, shown] of shownIn) if (ware.worldwide || ware.home.id === territory) shown.add(index)
  }
  for (let index = 0; index < goods.size(); index += 1) add(index)

  const slips = new Map<string, string[]>()
  /** The word and its misspellings among the titles' words. */
  const spellings = (word: string): string[] => {
    const known = slips.get(word)
    if (known) return known
    const found = [...postings.keys()].filter((other) => other === word || isSlip(word, other))
    slips.set(word, found)
    return found
  }

  return {
    add: (index) => {
      slips.clear()
      add(index)
    },
    find: (query, territory) => {
      const words = [...searchWords(query)].map((word) => ({ word, indexes: indexesOf(spellings(word), postings) }))
      return ranked(wanted(words), query, shownIn.get(territory) ?? new Set(), goods.seed)
    },
  }
}

type Asked = { word: string; indexes: ReadonlySet<number> }

function indexesOf(spellings: readonly string[], postings: ReadonlyMap<string, number[]>): ReadonlySet<number> {
  const found = new Set<number>()
  for (const spelling of spellings) for (const index of postings.get(spelling) ?? []) found.add(index)
  return found
}

/**
 * The score of each listing that answers: a model that is asked for must be there, and then its brand may be missing;
 * else a brand that is asked for must; else all words. Other words only move a listing up.
 */
function wanted(words: readonly Asked[]): Map<number, number> {
  const models = words.filter(({ word }) => modelNames.has(word))
  const named = words.filter(({ word }) => brandNames.has(word))
  const must = models.length > 0 ? models : named.length > 0 ? named : words
  const scores = new Map<number, number>()
  const [first, ...rest] = must
  if (!first) return scores
  for (const index of first.indexes) {
    if (!rest.every(({ indexes }) => indexes.has(index))) continue
    let score = 0
    for (const { word, indexes } of words) {
      if (indexes.has(index)) score += modelNames.has(word) || brandNames.has(word) ? 4 : 1
    }
    scores.set(index, score)
  }
  return scores
}

/** Among equals a throw of the query's own decides, which looks like popularity and never changes. */
function ranked(scores: Map<number, number>, query: string, shown: ReadonlySet<number>, seed: number): Uint32Array {
  const found = [...scores.keys()].filter((index) => shown.has(index))
  const luck = new Map(found.map((index) => [index, dice(seed, 'rank', query, index).next()]))
  const rank = (index: number) => (scores.get(index) ?? 0) + (luck.get(index) ?? 0)
  return Uint32Array.from(found.sort((a, b) => rank(b) - rank(a) || a - b))
}

function firstWord(text: string): string {
  return text.split(' ')[0] ?? text
}
