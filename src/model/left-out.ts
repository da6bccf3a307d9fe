import type { Listing } from './listing.ts'

/**
 * Why something that a results page shows is no listing of its search: it could not be read (no id or no title); it stands on a
 * shelf of what is like it; its place is not filled yet; it names no listing, only a click counter.
 */
export const leftOutReasons = ['unread', 'shelf', 'not-filled', 'no-address'] as const
export type LeftOutReason = (typeof leftOutReasons)[number]
/** How many, by reason; a reason that is not there has none. */
export type LeftOut = Partial<Record<LeftOutReason, number>>

export const leftOutCount = (leftOut: LeftOut): number =>
  Object.values(leftOut).reduce((sum, count) => sum + (count ?? 0), 0)

/** Two counts together. */
export function leftOutSum(one: LeftOut, other: LeftOut): LeftOut {
  const sum: LeftOut = {}
  for (const reason of leftOutReasons) {
    const count = (one[reason] ?? 0) + (other[reason] ?? 0)
    if (count > 0) sum[reason] = count
  }
  return sum
}

/**
 * What was seen on a page is what was read and what is told as left out. Whatever a reader did not account for is unread; it cannot
 * have read more than it saw.
 * @returns both, so that `cards` = `listings` + all of `leftOut`
 */
export function accounted(cards: number, listings: number, leftOut: LeftOut): { cards: number; leftOut: LeftOut } {
  const missing = cards - listings - leftOutCount(leftOut)
  const whole = missing > 0 ? leftOutSum(leftOut, { unread: missing }) : leftOutSum(leftOut, {})
  return { cards: listings + leftOutCount(whole), leftOut: whole }
}

/** Of some listings, how many show each value that a market usually shows. */
export type Shown = { listings: number; price: number; seller: number; place: number }

export const shownBy = (listings: readonly Listing[]): Shown => ({
  listings: listings.length,
  price: listings.filter((each) => each.price !== null).length,
  seller: listings.filter((each) => each.seller !== null).length,
  place: listings.filter((each) => each.location !== undefined).length,
})
