import { z } from 'zod'
import { marketplaceIds } from '../marketplaces/registry.ts'
import { suggestion } from '../model/did-you-mean.ts'
import type { Listing } from '../model/listing.ts'
import { blockKinds } from '../model/outcome.ts'
import { fileText } from './encoding/file-text.ts'
import {
  type Asked,
  limits,
  type Missing,
  type Mistake,
  mistakeAt,
  noted,
  type Part,
  type Reading,
  type SourceFile,
  type Steps,
  sliceRows,
} from './intake.ts'
import { issueWords } from './issue-words.ts'
import { readJsonText } from './json-text.ts'
import { isMarketplaceName, marketplaceOfUrl, webAddress } from './listing-address.ts'
import { listingShape } from './listing-shape.ts'

/** A page as `morgiana extract` prints it; any other object is taken for a listing. */
const pageShape = z.object({
  file: z.string().optional(),
  marketplace: z.string().optional(),
  outcome: z.enum(['results', 'empty', 'blocked', 'changed', 'listing']).optional(),
  blocked: z.object({ kind: z.enum(blockKinds) }).optional(),
  listings: z.array(listingShape),
})

const titleUnitsMax = 10_000
const idUnitsMax = 300

/**
 * One listing a line in the form of DESIGN.md §5, or one page a line as `extract` prints them. Empty lines are let be. A
 * JSON file that is one list of them is read as well.
 */
export function* readJsonLines(file: SourceFile, asked: Asked): Steps<Reading> {
  const { text, note } = fileText(file.bytes, asked.encoding)
  return noted(yield* readLines(file, linesOf(text), asked), note)
}

export type Piece = { line: number; piece: string }

/** Pieces of JSON, each with the line it is said to stand on. */
export function* readLines(file: SourceFile, pieces: Iterable<Piece>, asked: Asked): Steps<Reading> {
  const mistakes: Mistake[] = []
  const parts = new Map<string, Part>()
  let listings = 0
  for (const { line, piece } of pieces) {
    if (mistakes.length >= limits.mistakes) break
    if (line % sliceRows === 0) yield
    const read = readLine(file, line, piece, asked)
    if (Array.isArray(read)) {
      mistakes.push(...read)
      continue
    }
    listings += read.listings.length
    if (listings > limits.listings) {
      mistakes.push(mistakeAt(file, line, 1, `more than ${limits.listings} listings: split the file`))
      break
    }
    keep(parts, read, `line ${line}`)
  }
  if (parts.size === 0 && mistakes.length === 0) mistakes.push(mistakeAt(file, 1, 1, 'no listings in it'))
  return mistakes.length > 0 ? { parts: [], notes: [], mistakes } : { parts: [...parts.values()], notes: [], mistakes }
}

/** The lines of a text that are not empty. */
export function* linesOf(text: string): Generator<Piece> {
  let line = 0
  for (let at = 0; at <= text.length; ) {
    const found = text.indexOf('\n', at)
    const end = found < 0 ? text.length : found
    line += 1
    const piece = text.slice(at, end)
    if (piece.trim() !== '') yield { line, piece }
    at = end + 1
  }
}

type Line = { listings: Listing[]; missing: (Missing & { marketplace: string }) | null }

function readLine(file: SourceFile, line: number, text: string, asked: Asked): Line | Mistake[] {
  const wrong = (message: string, column = 1): Mistake[] => [mistakeAt(file, line, column, message)]
  if (text.length > limits.lineUnits) return wrong(`a line of ${text.length} characters, more than ${limits.lineUnits}`)
  const raw = readJsonText(text, line)
  if (!raw.ok) return wrong(raw.isCut ? 'not JSON, it ends too early' : 'not JSON', raw.at + 1)
  if (typeof raw.value !== 'object' || raw.value === null || Array.isArray(raw.value)) return wrong('not a JSON object')
  const isPage = 'listings' in raw.value
  const read = isPage ? pageShape.safeParse(raw.value) : listingShape.safeParse(raw.value)
  if (!read.success) {
    return read.error.issues.slice(0, 5).map(({ path, message }) => {
      const key = path.find((each) => typeof each === 'string')
      return mistakeAt(file, line, columnOf(text, key), `${path.join('.') || 'line'}: ${issueWords(message)}`)
    })
  }
  const page =
    'listings' in read.data ? read.data : { listings: [read.data], marketplace: undefined, outcome: undefined }
  const listings: Listing[] = []
  const mistakes: Mistake[] = []
  for (const each of page.listings) {
    const checked = check(each, page.marketplace ?? null, asked)
    if (typeof checked === 'object') listings.push(checked)
    else mistakes.push(...wrong(checked))
  }
  if (mistakes.length > 0) return mistakes
  const missing = 'listings' in read.data && listings.length === 0 ? missingOf(read.data, asked) : null
  return typeof missing === 'string' ? wrong(missing) : { listings, missing }
}

/** The listing as it is kept, or what is wrong with it. */
function check(listing: Listing, pageMarketplace: string | null, asked: Asked): Listing | string {
  const said = listing.marketplace === 'unknown' ? pageMarketplace : listing.marketplace
  const marketplace = said ?? asked.marketplace ?? marketplaceOfUrl(listing.url)
  if (marketplace === null) return `listing ${listing.id}: nothing says which marketplace: name it with --marketplace`
  if (!isMarketplaceName(marketplace)) {
    return `marketplace: "${marketplace.slice(0, 60)}" is not the id of a marketplace${suggestion(marketplace, marketplaceIds)}`
  }
  if (listing.id.length > idUnitsMax) return `id: ${listing.id.length} characters, more than ${idUnitsMax}`
  if (listing.title.trim() === '') return `title: listing ${listing.id} has none`
  if (listing.title.length > titleUnitsMax)
    return `title: ${listing.title.length} characters, more than ${titleUnitsMax}`
  const url = listing.url === '' ? '' : webAddress(listing.url)
  if (url === null) return `url: "${listing.url.slice(0, 60)}" is not a web address (https://…)`
  const images = listing.images.map(webAddress)
  const wrongImage = images.indexOf(null)
  if (wrongImage >= 0) return `images: "${listing.images[wrongImage]?.slice(0, 60)}" is not a web address (https://…)`
  return { ...listing, marketplace, url, images: images.filter((each) => each !== null) }
}

function missingOf(page: z.infer<typeof pageShape>, asked: Asked): (Missing & { marketplace: string }) | string {
  const marketplace = page.marketplace ?? asked.marketplace
  if (marketplace === null) return 'nothing says which marketplace: name it with --marketplace'
  switch (page.outcome) {
    case 'empty':
      return { marketplace, state: 'empty', why: 'the page says that there are no results' }
    case 'blocked':
      return { marketplace, state: 'blocked', ...(page.blocked && { by: page.blocked.kind }), why: 'read as blocked' }
    default:
      return { marketplace, state: 'changed', why: 'a page that was read without listings' }
  }
}

function keep(parts: Map<string, Part>, { listings, missing }: Line, place: string): void {
  const partOf = (key: string, marketplace: string): Part => {
    const part = parts.get(key) ?? { marketplace, place, seenAt: null, found: [], missing: null, warnings: [] }
    parts.set(key, part)
    return part
  }
  for (const listing of listings) partOf(listing.marketplace, listing.marketplace).found.push({ listing, place })
  if (missing) {
    const { marketplace, ...rest } = missing
    partOf(`${marketplace}\n${place}`, marketplace).missing = rest
  }
}

/** Where a key stands in the line; 1 when it is not there. */
const columnOf = (text: string, key: string | number | symbol | undefined): number =>
  typeof key === 'string' ? Math.max(0, text.indexOf(`"${key}"`)) + 1 : 1
