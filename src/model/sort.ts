import type { Listing } from './listing.ts'

/** Orders of results, as watchlists name them. `newest` shows what was put up since yesterday, `price-low` the cheapest. */
export const sorts = ['best-match', 'newest', 'price-low', 'price-high'] as const
export type Sort = (typeof sorts)[number]

/** The orders beside the one that comes unasked, with what a request says for each; one that is not there cannot be asked. */
export type SortWords = Readonly<Partial<Record<Exclude<Sort, 'best-match'>, string>>>

/** Whether results can be asked for in an order. What comes unasked always can. */
export const canSort = (words: SortWords, sort: Sort): boolean => sort === 'best-match' || words[sort] !== undefined

/** What a request says for an order: "" for the one that comes unasked. @throws RangeError for one that cannot be asked */
export function sortWord(of: { id: string; sorts: SortWords }, sort: Sort = 'best-match'): string {
  if (sort === 'best-match') return ''
  const word = of.sorts[sort]
  if (word === undefined) throw new RangeError(`${of.id} cannot sort by ${sort}`)
  return word
}

/** Fewer prices than this say nothing about their order. */
const pricesMin = 8
/** Of neighbours, as a share: chance gives a half, a site that adds shipping to its prices a few. */
const outOfOrderMax = 0.35

/**
 * Whether the prices of a page come in the order that was asked for: a site that does not know the word for an order ignores it
 * without a sound. Paid listings stand where they like. `null` where prices cannot tell.
 */
export function comesSorted(listings: readonly Pick<Listing, 'price' | 'sponsored'>[], sort: Sort): boolean | null {
  if (sort !== 'price-low' && sort !== 'price-high') return null
  const prices = listings.flatMap(({ price, sponsored }) => (price && !sponsored ? [price] : []))
  const amounts = prices.filter(({ currency }) => currency === prices[0]?.currency).map(({ amount }) => Number(amount))
  if (amounts.length < pricesMin) return null
  const isWrong = (amount: number, next: number) => (sort === 'price-low' ? next < amount : next > amount)
  const wrong = amounts.slice(1).filter((next, at) => isWrong(amounts[at] ?? next, next)).length
  return wrong <= (amounts.length - 1) * outOfOrderMax
}
