import type { SearchOutcome } from './outcome.ts'
import type { Page } from './page.ts'
import type { SearchQuery } from './search-query.ts'
import type { SortWords } from './sort.ts'

/** What a key consists of, by the names that the API gives them; from the settings, never logged or stored. */
export type Credentials = Readonly<Record<string, string>>

/** What a request is made with. `token` is there when the API has `token`; `now` is for signatures. */
export type ApiAccess = { credentials: Credentials; token?: string; now: Date }

/**
 * One call. `form` is posted; without it the call is a GET. `secrets` must not be said or kept wherever they stand: in
 * the address, in an error that repeats it.
 */
export type ApiRequest = { url: string; headers: Record<string, string>; form?: string; secrets: readonly string[] }

export type TokenAnswer =
  | { kind: 'token'; token: string; lifeMs: number }
  | { kind: 'refused'; why: string }
  | { kind: 'failed'; why: string }

/** The official way to a marketplace's listings, for who has a key. Pure, as the rest of a marketplace. */
export type MarketplaceApi = {
  /** As the marketplace calls it: "Browse API". */
  name: string
  /** `https://host`; the operator's own origin takes its place, as with pages. */
  origin: string
  /** Where to get a key. */
  keyFrom: string
  /** What a key gives by default; `null` when it is not said. Counted by us, for all hosts together, a UTC day. */
  callsADay: number | null
  /** Territories that it serves; the pages of others are read. */
  territories: readonly string[]
  /** The orders that it can be asked for, with its word for each; its site's pages are read for others. */
  sorts: SortWords
  /** Exchanges the key for a token that is used until it ends. */
  token?: { request(origin: string, credentials: Credentials): ApiRequest; read(page: Page): TokenAnswer }
  /** @param query with `origin` that of the API. @throws RangeError for a territory or an order that it does not have */
  searchRequest(query: SearchQuery & { origin: string }, access: ApiAccess): ApiRequest
  /** An answer to it, `url` as it was asked but for the secrets. Never throws. */
  readSearch(page: Page): SearchOutcome
}
