import type { Listing } from '../model/listing.ts'
import type { Changed, ListingOutcome, SearchOutcome } from '../model/outcome.ts'
import type { Page } from '../model/page.ts'

/** What a reader found on a results page; `linked` is the second way, asked when the first found nothing: distinct listings that the page links to at all. */
export type Reading = {
  listings: Listing[]
  /** Elements that looked like results, placeholders not counted. */
  cards: number
  linked: number | (() => number)
  claimed?: number | undefined
  next: boolean
  /** The page's own sentence that there is nothing. */
  emptySaid?: string | undefined
  warnings?: string[]
}

/** A page that claims more is not believed: no marketplace has as many. */
const claimedMax = 10_000_000_000

/** Less than this share of the cards, or of the prices, was read: the page has changed. */
const readShareMin = 0.5

export const changed = (why: string): Changed => ({ kind: 'changed', why })

/**
 * The one outcome of a reading. Nothing is empty unless the page says so; cards that were seen and not read, and links to
 * listings that are in no card, are told as drift: a warning, or `changed` when half is missing.
 */
export function judge(reading: Reading): SearchOutcome {
  const { listings, cards, claimed, next, emptySaid } = reading
  if (listings.length === 0) {
    if (cards === 0 && emptySaid !== undefined && emptySaid !== '')
      return { kind: 'empty', said: emptySaid.slice(0, 300) }
    if (cards > 0) return changed(`${cards} cards, and none has an id and a title`)
    const linked = typeof reading.linked === 'number' ? reading.linked : reading.linked()
    if (linked > 0) return changed(`the page links to ${linked} listings, but no card is where cards were`)
    return changed('neither results nor the sentence for no results')
  }
  if (listings.length < cards * readShareMin)
    return changed(`only ${listings.length} of ${cards} cards have an id and a title`)
  const warnings = [...(reading.warnings ?? [])]
  if (listings.length < cards) warnings.push(`${cards - listings.length} of ${cards} cards have no id or title`)
  const priced = listings.filter((each) => each.price !== null || each.priceText !== undefined).length
  if (priced < listings.length * readShareMin)
    warnings.push(`only ${priced} of ${listings.length} listings have a price`)
  const unread = listings.filter((each) => each.price === null && each.priceText !== undefined).length
  if (unread > listings.length * readShareMin) warnings.push(`${unread} of ${listings.length} prices are not certain`)
  const isBelieved = claimed !== undefined && Number.isSafeInteger(claimed) && claimed >= 0 && claimed <= claimedMax
  if (claimed !== undefined && !isBelieved) warnings.push(`the page claims ${claimed} results, which is not believed`)
  return !isBelieved
    ? { kind: 'results', listings, next, warnings }
    : { kind: 'results', listings, claimed, next, warnings }
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
