import { bazaar as market } from '../../src/marketplaces/bazaar/index.ts'
import { decodeBody } from '../../src/model/charset.ts'
import type { Page } from '../../src/model/page.ts'

/** Fetches a page as the crawler does: redirects followed, bytes decoded by header and page. Rejects when no whole page comes. */
export async function fetchPage(url: string): Promise<Page> {
  const response = await fetch(url)
  const bytes = new Uint8Array(await response.arrayBuffer())
  const headers = Object.fromEntries(response.headers)
  return {
    url: response.url,
    status: response.status,
    headers,
    body: decodeBody(bytes, headers['content-type']),
    fetchedAt: new Date(0),
  }
}

export const searchUrl = (origin: string, keyword: string, territory = 'us', page = 1): string =>
  market.searchRequest({ keyword, territory, page, origin }).url

export const readSearchAt = async (origin: string, keyword: string, territory = 'us', page = 1) =>
  market.readSearch(await fetchPage(searchUrl(origin, keyword, territory, page)))

export const readListingAt = async (origin: string, id: string) =>
  market.readListing(await fetchPage(`${origin}/item/${id}`))

/** The results of a search that must have some. */
export async function resultsAt(origin: string, keyword: string, territory = 'us', page = 1) {
  const outcome = await readSearchAt(origin, keyword, territory, page)
  if (outcome.kind !== 'results')
    throw new Error(`${keyword} in ${territory}, page ${page}: ${JSON.stringify(outcome)}`)
  return outcome
}
