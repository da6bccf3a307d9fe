import { isJson } from '../marketplaces/reading/block-pages.ts'
import type { HeaderFields } from './header-fields.ts'
import {
  type Asked,
  limits,
  mistakeAt,
  type Part,
  type Reading,
  type SourceFile,
  type Steps,
  Unreadable,
} from './intake.ts'
import { marketplaceOfUrl } from './listing-address.ts'
import { readPage } from './page.ts'

/** A response as it was recorded. `row` is its number in the file, from 1; `body` is only made when it is asked for. */
export type Recorded = {
  kind: 'entry' | 'record'
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
export function* readRecorded(file: SourceFile, responses: Iterable<Recorded>, asked: Asked): Steps<Reading> {
  const parts: Part[] = []
  const without: Without[] = []
  const hosts = new Set<string>()
  let count = 0
  let listings = 0
  for (const response of responses) {
    count += 1
    if (URL.canParse(response.url)) hosts.add(new URL(response.url).host)
    const read = readResponse(response, asked)
    if (read === null) continue
    // A page that was read took as long as a slice may.
    yield
    const { part } = read
    if (part.missing?.state === 'changed') without.push(read)
    else parts.push(part)
    listings += part.found.length
    if (parts.length + without.length > limits.pages)
      throw new Unreadable(`more than ${limits.pages} pages: split the file`, response.row)
    if (listings > limits.listings)
      throw new Unreadable(`more than ${limits.listings} listings: split the file`, response.row)
  }
  const [unread] = without.filter((each) => each.unread !== null)
  if (parts.length === 0 && unread?.unread) throw new Unreadable(unread.unread, unread.row)
  if (parts.length === 0) parts.push(...without.splice(0).map((each) => each.part))
  if (parts.length > 0) return { parts, notes: notesOf(without), mistakes: [] }
  const from = [...hosts].slice(0, saidMax).join(', ')
  const what =
    count === 0
      ? 'no responses in it'
      : `${count} responses, and none is a page of a marketplace that can be read (${from}${hosts.size > saidMax ? ', …' : ''})`
  return { parts, notes: [], mistakes: [mistakeAt(file, 1, 1, what)] }
}

/** A page without listings; `unread` says why its bytes could not even be looked at. */
type Without = { part: Part; row: number; unread: string | null }

function readResponse(response: Recorded, asked: Asked): Without | null {
  const { url, status, headers, seenAt } = response
  const marketplace = marketplaceFor(url, asked)
  if (marketplace === null || !isAnswer(response)) return null
  const body = bodyIn(response)
  if (typeof body === 'object') {
    const missing = { state: 'changed' as const, why: body.why }
    return {
      part: { marketplace, place: url, seenAt, found: [], missing, warnings: [] },
      row: response.row,
      unread: body.why,
    }
  }
  const page = { url, status, headers, body, fetchedAt: seenAt ?? new Date(0) }
  if (page.body.trim() === '') return null
  const part = readPage(page, marketplace, url, seenAt)
  // Scripts ask for much JSON; only what holds listings is an answer.
  return isJson(page.body) && part.found.length === 0 ? null : { part, row: response.row, unread: null }
}

/**
 * The response's body, or why it cannot be unpacked: many responses stand side by side, and one that is odd spoils no other.
 */
function bodyIn(response: Recorded): string | { why: string } {
  try {
    return response.body()
  } catch (error) {
    if (error instanceof Unreadable) return { why: `${response.kind} ${response.row}: ${error.message}` }
    throw error
  }
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

function notesOf(without: readonly Without[]): string[] {
  const unread = without.flatMap((each) => each.unread ?? [])
  const others = without.filter((each) => each.unread === null).map(({ part }) => part.place.slice(0, 120))
  return [
    ...capped(others, (count, said) => `${count} pages without listings passed over: ${said.join(' ')}`),
    ...capped(unread, (count, said) => `${count} pages that cannot be unpacked passed over: ${said.join('; ')}`),
  ]
}

const capped = (all: readonly string[], say: (count: number, said: readonly string[]) => string): string[] =>
  all.length === 0 ? [] : [`${say(all.length, all.slice(0, saidMax))}${all.length > saidMax ? ' …' : ''}`]
