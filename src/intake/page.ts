import { listingsOf, type Reading as PageReading, readAs, readEither } from '../marketplaces/reading/kind-of-page.ts'
import { marketplaceIds, marketplaceOf } from '../marketplaces/registry.ts'
import { withShopKeys } from '../marketplaces/shop-key.ts'
import { suggestion } from '../model/did-you-mean.ts'
import { accounted } from '../model/left-out.ts'
import type { Page } from '../model/page.ts'
import { type Asked, limits, type Missing, type Part, Unreadable } from './intake.ts'
import { isListingAddress, marketplaceOfUrl } from './listing-address.ts'
import { addressSavedFrom, ownAddresses } from './own-address.ts'

/**
 * Whose page it is: the marketplace that was named, else whose address it has or gives itself.
 * @returns `null` when none of the marketplaces that morgiana reads is known for it
 * @throws Unreadable when the named marketplace has no reader
 */
export function marketplaceOfPage(page: Page, asked: Asked): string | null {
  if (asked.marketplace === null) {
    const found = [page.url, ...ownAddresses(page.body)].map(marketplaceOfUrl)
    return found.find((each) => each !== null) ?? null
  }
  if (marketplaceIds.includes(asked.marketplace)) return asked.marketplace
  throw new Unreadable(
    `no marketplace "${asked.marketplace}"${suggestion(asked.marketplace, marketplaceIds)}: pages can be read of ${marketplaceIds.join(', ')}`,
  )
}

/** The page as the marketplace's reader reads it. A page that is no answer is told, never taken for "no results". */
export function readPage(page: Page, marketplace: string, place: string, seenAt: Date | null): Part {
  const reading = readingOf(page, marketplace)
  return {
    marketplace,
    place,
    seenAt,
    found: listingsOf(reading).map((listing) => ({ listing, place })),
    missing: missingOf(reading),
    warnings: 'warnings' in reading.outcome ? (reading.outcome.warnings ?? []) : [],
    ...seenOn(reading),
  }
}

/** The cards that a results page shows. */
function seenOn({ outcome }: PageReading): Pick<Part, 'seen'> {
  if (outcome.kind === 'results') return { seen: { cards: outcome.cards, leftOut: outcome.leftOut } }
  return outcome.kind === 'changed' ? { seen: accounted(outcome.cards ?? 0, 0, {}) } : {}
}

/** A listing's page often shows others below it, which would be taken for results: its address says what it is. */
function readingOf(page: Page, marketplace: string): PageReading {
  const market = withShopKeys(marketplaceOf(marketplace))
  if ([page.url, ...ownAddresses(page.body)].some((each) => isListingAddress(marketplace, each))) {
    const listing = readAs(market, page, 'listing')
    if (listing.outcome.kind === 'listing') return listing
  }
  return readEither(market, page)
}

function missingOf({ outcome }: PageReading): Missing | null {
  switch (outcome.kind) {
    case 'results':
    case 'listing':
      return null
    case 'empty':
      return { state: 'empty', why: outcome.said }
    case 'blocked':
      return { state: 'blocked', by: outcome.by, why: outcome.said }
    case 'changed':
      return { state: 'changed', why: outcome.why }
    case 'gone':
      return { state: 'changed', why: `the listing is gone: ${outcome.said}` }
  }
}

/**
 * A saved page or answer by itself, in a file of its own. It is read at the address that it was saved from, when the browser
 * wrote that down, else as a file: a canonical address is often another page's.
 */
export function readSavedPage(name: string, body: string, asked: Asked): Part {
  if (body.length > limits.pageBytes)
    throw new Unreadable(`a page of ${body.length} characters, more than ${limits.pageBytes}`)
  const page: Page = {
    url: addressSavedFrom(body) ?? `file:///${encodeURIComponent(name)}`,
    status: 200,
    headers: {},
    body,
    // Readers do not ask when; a file does not say.
    fetchedAt: new Date(0),
  }
  const marketplace = marketplaceOfPage(page, asked)
  if (marketplace !== null) return readPage(page, marketplace, 'page', null)
  const [said] = ownAddresses(body)
  throw new Unreadable(
    said === undefined
      ? 'the page does not say whose it is: name its marketplace with --marketplace'
      : `a page of ${new URL(said).host}, which is none of the marketplaces that can be read: ${marketplaceIds.join(', ')}`,
  )
}
