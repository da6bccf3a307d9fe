import { accounted, type LeftOut, leftOutCount } from '../model/left-out.ts'
import type { Listing } from '../model/listing.ts'
import type { Changed, ListingOutcome, SearchOutcome } from '../model/outcome.ts'
import type { Page } from '../model/page.ts'

/** What a reader found on a results page; `linked` is the second way, asked when the first found nothing: distinct listings that the page links to at all. */
export type Reading = {
  listings: Listing[]
  /** Elements that looked like results, placeholders not counted. */
  cards: number
  /** What the page shows beside them and a reader passes over on purpose. */
  leftOut?: LeftOut
  linked: number | (() => number)
  claimed?: number | undefined
  next: boolean
  /** The page's own sentence that there is nothing, where results stand; or what its data counts. */
  emptySaid?: string | undefined
  /** Such a sentence found anywhere: it may be a cart's or a closed box's, so a page that links to listings is not empty by it. */
  emptyWords?: string | undefined
  warnings?: string[]
}

/** A page that claims more is not believed: no marketplace has as many. */
const claimedMax = 10_000_000_000

/** Less than this share of the cards, or of the prices, was read: the page has changed. */
const readShareMin = 0.5

export const changed = (why: string, cards = 0): Changed =>
  cards > 0 ? { kind: 'changed', why, cards } : { kind: 'changed', why }

/**
 * The one outcome of a reading. Nothing is empty unless the page says so and shows no card; cards that were seen and not read, and
 * links to listings that are in no card, are told as drift: a warning, or `changed` when half is missing.
 */
export function judge(reading: Reading): SearchOutcome {
  const { listings, cards, claimed, next, leftOut = {} } = reading
  if (listings.length === 0) return nothingRead(reading)
  if (listings.length < cards * readShareMin)
    return changed(`only ${listings.length} of ${cards} cards have an id and a title`, cards + leftOutCount(leftOut))
  const warnings = [...(reading.warnings ?? []), ...doubtsOf(listings)]
  if (listings.length < cards) warnings.push(`${cards - listings.length} of ${cards} cards have no id or title`)
  const isBelieved = claimed !== undefined && Number.isSafeInteger(claimed) && claimed >= 0 && claimed <= claimedMax
  if (claimed !== undefined && !isBelieved) warnings.push(`the page claims ${claimed} results, which is not believed`)
  const seen = accounted(Math.max(cards, listings.length) + leftOutCount(leftOut), listings.length, leftOut)
  return { kind: 'results', listings, ...seen, ...(isBelieved && { claimed }), next, warnings }
}

function nothingRead({ cards, emptySaid, emptyWords, linked: links, leftOut = {} }: Reading): SearchOutcome {
  const passed = leftOutCount(leftOut)
  // A shelf of what is like it stands on many a page that found nothing; a place that is not filled yet may be a result.
  const isNothing = cards === 0 && passed === (leftOut.shelf ?? 0)
  if (isNothing && emptySaid !== undefined && emptySaid !== '') return { kind: 'empty', said: emptySaid.slice(0, 300) }
  if (cards > 0) return changed(`${cards} cards, and none has an id and a title`, cards + passed)
  const linked = typeof links === 'number' ? links : links()
  if (isNothing && linked === 0 && emptyWords) return { kind: 'empty', said: emptyWords.slice(0, 300) }
  if (linked > 0) return changed(`the page links to ${linked} listings, but no card is where cards were`, linked)
  if (passed > 0) return changed(`${passed} cards, and none is a result of this search`, passed)
  return changed('neither results nor the sentence for no results')
}

/** What listings lack that they have on other days. */
function doubtsOf(listings: readonly Listing[]): string[] {
  const count = listings.length
  const warnings: string[] = []
  const priced = listings.filter((each) => each.price !== null || each.priceText !== undefined).length
  if (priced < count * readShareMin) warnings.push(`only ${priced} of ${count} listings have a price`)
  const unread = listings.filter((each) => each.price === null && each.priceText !== undefined).length
  if (unread > count * readShareMin) warnings.push(`${unread} of ${count} prices are not certain`)
  return warnings
}

/** What an error status says of a results page, `null` for a page that is to be read. */
export function searchStatus(page: Page): Changed | null {
  return page.status >= 400 ? changed(`HTTP status ${page.status}`) : null
}

/** What an error status says of a listing's page, `null` for a page that is to be read. */
export function listingStatus(page: Page): ListingOutcome | null {
  if (page.status === 404 || page.status === 410) return { kind: 'gone', said: `HTTP status ${page.status}` }
  return searchStatus(page)
}
