import type { Listing } from './listing.ts'
import type { MarketplaceApi } from './marketplace-api.ts'
import type { ListingOutcome, SearchOutcome } from './outcome.ts'
import type { Page, PageRequest } from './page.ts'
import type { RobotsPosition } from './robots-position.ts'
import type { SearchQuery } from './search-query.ts'
import type { SortWords } from './sort.ts'

/** A site of a marketplace: `id` is the territory as people write it ("us"), `origin` its production origin. */
export type Territory = { id: string; origin: string; currency: string; language: string }

/** One folder of src/marketplaces: pure, it makes requests and reads pages, and never fetches. */
export type Marketplace = {
  id: string
  name: string
  /** The first is the default. */
  territories: readonly [Territory, ...Territory[]]
  /** Further origins of its pages: where its listings are, when that is not a territory's own. */
  pageOrigins?: readonly string[]
  /** Origins of its sign-in, in the same form as pictures': never opened; who is sent there is blocked by a login wall. */
  loginOrigins?: readonly string[]
  /** It is many shops on hosts of their own, whose ids are the same unless `isUnique` says that one is nobody else's. */
  manyShops?: { isUnique(id: string): boolean }
  /** Which of its readers no real page has proven, in a sentence for people. */
  unproven?: string
  /** Origins its pictures come from, as `https://host` or `https://*.host`. */
  pictureOrigins: readonly string[]
  /** Further origins that its pages load scripts and data from, when they are opened in a browser; in the same form. */
  assetOrigins?: readonly string[]
  needs: 'http' | 'browser' | 'key'
  /** Asked before its pages where there is a key. */
  api?: MarketplaceApi
  /** Why no official API is offered, in a sentence for people, where one would be expected. */
  noApi?: string
  /**
   * A keyword that always has results, in the default territory's language: asked once a run where a search is empty, to tell
   * that from hidden results. Or why there can be none, in a sentence for people.
   */
  canary: { keyword: string } | { none: string }
  /** The orders that its pages can be asked for, with what an address says for each. */
  sorts: SortWords
  /** At most `requests` in `perMs`, for all hosts together. */
  rate: { requests: number; perMs: number }
  robots: RobotsPosition | 'not known'
  /** @throws RangeError for a territory, page or order that it does not have */
  searchRequest(query: SearchQuery): PageRequest
  /** `origin` as in `SearchQuery`. */
  listingRequest(listing: Listing, origin?: string): PageRequest
  readSearch(page: Page): SearchOutcome
  readListing(page: Page): ListingOutcome
}

/** The keyword of a marketplace's canary, if it has one. */
export const canaryKeywordOf = ({ canary }: Pick<Marketplace, 'canary'>): string | undefined =>
  'keyword' in canary ? canary.keyword : undefined
