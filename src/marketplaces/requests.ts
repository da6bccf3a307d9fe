import type { Listing } from '../model/listing.ts'
import type { Territory } from '../model/marketplace.ts'
import type { PageRequest } from '../model/page.ts'
import type { SearchQuery } from '../model/search-query.ts'
import { type SortWords, sortWord } from '../model/sort.ts'

/** A territory in one line: id as people write it, production origin, ISO 4217 currency, BCP 47 language. */
export const territory = (id: string, origin: string, currency: string, language: string): Territory => ({
  id,
  origin,
  currency,
  language,
})

type Site = {
  id: string
  territories: readonly [Territory, ...Territory[]]
  pageOrigins?: readonly string[]
}

/**
 * The request for one page of a search.
 *
 * @param site the marketplace's id and territories, and its words for orders: "sort=new" is put behind the path
 * @param path path and query of the search, beginning with "/"; made from the word where that is no parameter ("" unasked)
 * @returns the path on the territory's own origin, or on `query.origin` when that is given
 * @throws RangeError for a territory or an order that the marketplace does not have, or a page that is not 1 or more
 */
export function searchRequestOf(
  site: Site & { sorts: SortWords },
  query: SearchQuery,
  path: string | ((word: string) => string),
): PageRequest {
  const found = territoryNamed(site, query.territory)
  if (!Number.isInteger(query.page) || query.page < 1) throw new RangeError(`page ${query.page}: pages count from 1`)
  const word = sortWord(site, query.sort)
  const whole = typeof path === 'string' ? `${path}${word && (path.includes('?') ? '&' : '?')}${word}` : path(word)
  return {
    marketplace: site.id,
    url: new URL(whole, query.origin ?? found.origin).href,
    headers: { 'accept-language': acceptLanguage(found.language) },
  }
}

/**
 * The request for a listing's own page: its url, by https, on `origin` when that is given.
 *
 * @throws RangeError when the listing's url is on none of the marketplace's origins
 */
export function listingRequestOf(site: Site, listing: Listing, origin?: string): PageRequest {
  const url = new URL(listing.url.replace(/^http:/, 'https:'))
  const home = site.territories.find((each) => each.origin === url.origin)
  if (!home && !site.pageOrigins?.includes(url.origin))
    throw new RangeError(`${listing.url} is not a page of ${site.id}`)
  return {
    marketplace: site.id,
    url: new URL(url.pathname + url.search, origin ?? url.origin).href,
    headers: { 'accept-language': acceptLanguage((home ?? site.territories[0]).language) },
  }
}

/** The territory with that id. @throws RangeError for one that the marketplace does not have, naming those it has */
export function territoryNamed(site: Site, id: string): Territory {
  const found = site.territories.find((each) => each.id === id)
  if (found) return found
  throw new RangeError(
    `${site.id} has no territory "${id}"; it has ${site.territories.map((each) => each.id).join(', ')}`,
  )
}

/** The query part of a url, with "+" for spaces as search forms write it. Values are taken as they are. */
export const queryOf = (values: Record<string, string | number>): string =>
  new URLSearchParams(Object.entries(values).map(([name, value]): [string, string] => [name, String(value)])).toString()

const acceptLanguage = (language: string): string => (language.startsWith('en') ? language : `${language},en;q=0.5`)
