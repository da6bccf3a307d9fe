import { isJson } from '../marketplaces/reading/block-pages.ts'
import type { HeaderFields } from './header-fields.ts'
import { type Asked, limits, mistakeAt, type Part, type Reading, type SourceFile, Unreadable } from './intake.ts'
import { marketplaceOfUrl } from './listing-address.ts'
import { readPage } from './page.ts'

/** A response as it was recorded. `row` is its number in the file, from 1; `body` is only made when it is asked for. */
export type Recorded = {
  row: number
  url: string
  status: number
  headers: HeaderFields
  seenAt: Date | null
  body(): string
}

const saidMax = 5

/**
 * The listings of recorded responses: pages and answers of marketplaces; all else that a browser asks for is passed over.
 * A block page is told. A page without listings is told as changed when the file has no listings at all; beside others it
 * is a note, since a person who looks around opens carts and help pages too.
 */
export function readRecorded(file: SourceFile, responses: Iterable<Recorded>, asked: Asked): Reading {
  const parts: Part[] = []
  const without: Part[] = []
  const hosts = new Set<string>()
  let count = 0
  let listings = 0
  for (const response of responses) {
    count += 1
    if (URL.canParse(response.url)) hosts.add(new URL(response.url).host)
    const part = readResponse(response, asked)
    if (part === null) continue
    if (part.missing?.state === 'changed') without.push(part)
    else parts.push(part)
    listings += part.found.length
    if (parts.length + without.length > limits.pages)
      throw new Unreadable(`more than ${limits.pages} pages: split the file`, response.row)
    if (listings > limits.listings)
      throw new Unreadable(`more than ${limits.listings} listings: split the file`, response.row)
  }
  if (parts.length === 0) parts.push(...without.splice(0))
  if (parts.length > 0) return { parts, notes: notesOf(without), mistakes: [] }
  const from = [...hosts].slice(0, saidMax).join(', ')
  const what =
    count === 0
      ? 'no responses in it'
      : `${count} responses, and none is a page of a marketplace that can be read (${from}${hosts.size > saidMax ? ', …' : ''})`
  return { parts, notes: [], mistakes: [mistakeAt(file, 1, 1, what)] }
}

function readResponse(response: Recorded, asked: Asked): Part | null {
  const { url, status, headers, seenAt } = response
  const marketplace = marketplaceFor(url, asked)
  if (marketplace === null || !isAnswer(response)) return null
  const page = { url, status, headers, body: response.body(), fetchedAt: seenAt ?? new Date(0) }
  if (page.body.trim() === '') return null
  const part = readPage(page, marketplace, url, seenAt)
  // Scripts ask for much JSON; only what holds listings is an answer.
  return isJson(page.body) && part.found.length === 0 ? null : part
}

/** With a marketplace that was named, only its pages, or those whose address tells nothing (shops of their own). */
function marketplaceFor(url: string, { marketplace }: Asked): string | null {
  const found = marketplaceOfUrl(url)
  return marketplace === null || found === marketplace ? found : found === null ? marketplace : null
}

/** A page or JSON, and neither a redirect nor a home page, which answers no search. */
function isAnswer({ url, status, headers }: Recorded): boolean {
  if (!/html|json/i.test(headers['content-type'] ?? 'text/html')) return false
  const isPage =
    status === 200 ||
    status === 203 ||
    status === 403 ||
    status === 404 ||
    status === 410 ||
    status === 429 ||
    status >= 500
  return isPage && URL.canParse(url) && new URL(url).pathname !== '/'
}

function notesOf(without: readonly Part[]): string[] {
  if (without.length === 0) return []
  const said = without.slice(0, saidMax).map((part) => part.place.slice(0, 120))
  return [
    `${without.length} pages without listings passed over: ${said.join(' ')}${without.length > saidMax ? ' …' : ''}`,
  ]
}
