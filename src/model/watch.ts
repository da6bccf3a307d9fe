import type { Money } from './money.ts'
import type { Sort } from './sort.ts'

/** What a brand team allows on purpose: matching listings lose score for it. */
export const allowances = ['accessories', 'second-hand', 'spare-parts'] as const
export type Allowance = (typeof allowances)[number]

/** What a watch lists below its hits to be looked through: cheap offers that do not say what kind of thing they are. */
export const lookThroughs = ['cheap-unknown'] as const
export type LookThrough = (typeof lookThroughs)[number]

/** Which listings of a watch are captured as evidence by themselves; from a score on (0 to 1), those decided as counterfeit, too. */
export type Capturing = 'never' | 'on-verdict' | { fromScore: number }

/** A product of the brand; `prices` are the official ones, one a currency at the most. */
export type Product = {
  name: string
  prices: Money[]
  models: string[]
  category?: string
  /** Its official photos: files, named from the watchlist's own folder. */
  images?: string[]
  gtin?: string
  mpn?: string
  /** The day, month or year (ISO 8601) it came out. */
  released?: string
  /** What it cost before, oldest first: until when (as `released`), and at which prices. */
  priceHistory?: { until: string; prices: Money[] }[]
  /** The day, month or year (ISO 8601) it was sold new the last time. */
  discontinued?: string
}

/** When a watch runs: a five-field cron expression, read in an IANA time zone. */
export type Schedule = { cron: string; zone: string }

/**
 * A checked watchlist. `territories` empty means each marketplace's default, `sorts` left out the order that comes unasked;
 * `pages` is the most results pages asked a search.
 */
export type Watch = {
  id: string
  brand: string
  aliases: string[]
  /** Names that only those use who do not want to be found by the brand's: their use is a sign by itself. */
  nicknames?: string[]
  products: Product[]
  keywords: string[]
  marketplaces: string[]
  territories: string[]
  sorts?: Sort[]
  authorisedSellers: string[]
  /** Shops that the brand team knows to sell copies: seller names or ids, or hosts of shops of their own. */
  replicaShops?: string[]
  allow: Allowance[]
  lookThrough?: LookThrough[]
  /** Left out, what MORGIANA_CAPTURE says. */
  capture?: Capturing
  schedule: Schedule | null
  budget: { requestsADay: number }
  /** How many new hits a day people can look at: it picks the line from the score's distribution. */
  reviewsADay?: number
  /** From this score on a listing is a hit, whatever the weights say; goes before `reviewsADay`. */
  line?: number
  pages: number
  priority: number
}

/**
 * Whether some listings of a watch can only be held against what others ask: those of a product without an official price,
 * and those that could be of several products.
 */
export const needsMarketPrices = ({ products }: Pick<Watch, 'products'>): boolean =>
  products.length > 1 || products.some(({ prices }) => prices.length === 0)
