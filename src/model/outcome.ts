import type { LeftOut } from './left-out.ts'
import type { Listing } from './listing.ts'

/** The kinds of page that stand in place of an answer, named as in the marketplaces' documentation pages. */
export const blockKinds = [
  'captcha',
  'click-through',
  'service-unavailable',
  'redirected-to-home',
  'js-challenge',
  'press-and-hold',
  'slider',
  'login-wall',
  'cloudflare',
  'rate-limited',
  'forbidden',
] as const
export type BlockKind = (typeof blockKinds)[number]

export type Blocked = { kind: 'blocked'; by: BlockKind; said: string }
/** `cards` are those that were seen and could not be read. */
export type Changed = { kind: 'changed'; why: string; cards?: number }

/**
 * What a results page says. `claimed` is the number of results the page claims, `next` whether a further page exists. `cards` were
 * seen: as many as `listings` and all of `leftOut` together.
 */
export type Results = {
  kind: 'results'
  listings: Listing[]
  cards: number
  leftOut: LeftOut
  claimed?: number
  next: boolean
  warnings: string[]
}
/** `said` is the page's own sentence: nothing is "empty" unless the page says so. */
export type Empty = { kind: 'empty'; said: string }
export type SearchOutcome = Results | Empty | Blocked | Changed

/** `warnings` are what a page says in two ways of which one was kept. */
export type ListingOutcome =
  | { kind: 'listing'; listing: Listing; warnings?: string[] }
  | { kind: 'gone'; said: string }
  | Blocked
  | Changed
