import type { PageCapture } from '../crawler/page-capture.ts'
import { blockWordsIn, foldedText } from '../evidence/capture/page-text.ts'
import type { CaptureFields, CaptureKind, Reading, RefusalKind } from '../evidence/capture/record.ts'
import { decodedBody } from '../evidence/warc/decode-body.ts'
import { headerOf } from '../evidence/warc/http-exchange.ts'
import { decodeBody } from '../model/charset.ts'
import type { Marketplace } from '../model/marketplace.ts'
import type { BlockKind, ListingOutcome, SearchOutcome } from '../model/outcome.ts'
import { printedPrice } from './printed-price.ts'

export type Settled = {
  state: CaptureFields['state']
  why: { code: string; text: string }[]
  outcome: 'present' | 'gone'
  listing: string | null
  reading: Reading | null
  refusal: { kind: RefusalKind; says: string } | null
}

const refusalOf: Readonly<Record<BlockKind, RefusalKind>> = {
  ...{
    captcha: 'captcha',
    'click-through': 'captcha',
    'service-unavailable': 'error',
    'redirected-to-home': 'redirect',
  },
  ...{
    'js-challenge': 'block',
    'press-and-hold': 'captcha',
    slider: 'captcha',
    'login-wall': 'login',
    cloudflare: 'block',
  },
  ...{ 'rate-limited': 'block', forbidden: 'block' },
}

/** What was captured: the page, with or without gaps, or something else in its place. Pure. */
export function settleCapture(
  kind: CaptureKind,
  page: PageCapture,
  market: Marketplace,
  wanted: string | null,
): Settled {
  const read = readingOf(kind, page, page.dom, market)
  const refusal = refusalOnWire(kind, page, read, market) ?? refusalIn(page, read, kind, wanted)
  if (refusal)
    return {
      state: 'refused',
      why: [{ code: refusal.kind, text: refusal.says }],
      outcome: 'present',
      listing: wanted,
      reading: null,
      refusal,
    }
  const why = [...gapsOf(page), ...unread(read)]
  const listing = 'listing' in read ? read.listing.id : null
  return {
    state: why.length > 0 ? 'partial' : 'complete',
    why,
    outcome: read.kind === 'gone' ? 'gone' : 'present',
    listing: kind === 'listing' ? (wanted ?? listing) : null,
    reading: read.kind === 'gone' ? null : describedReading(kind, read, page),
    refusal: null,
  }
}

type Read = ListingOutcome | SearchOutcome | { kind: 'seller' }

function readingOf(kind: CaptureKind, page: PageCapture, body: string, market: Marketplace): Read {
  const headers = { 'content-type': 'text/html; charset=utf-8' }
  const asPage = { url: page.final, status: page.status, headers, body, fetchedAt: page.loadedAt }
  if (kind === 'listing') return market.readListing(asPage)
  if (kind === 'search') return market.readSearch(asPage)
  // A seller's page is read by nobody yet; what a block page looks like, the listing's reader knows.
  const read = market.readListing(asPage)
  return read.kind === 'blocked' ? read : { kind: 'seller' }
}

/**
 * A challenge that turns its own page into another, or goes on to one by script: what came over the wire was no listing,
 * and unless one stands there in the end, none was seen.
 */
function refusalOnWire(kind: CaptureKind, page: PageCapture, read: Read, market: Marketplace): Settled['refusal'] {
  if (read.kind === 'listing' || read.kind === 'results') return null
  for (const body of documentsOf(page)) {
    const sent = readingOf(kind, page, body, market)
    if (sent.kind === 'blocked') return { kind: refusalOf[sent.by], says: says(page) }
  }
  return null
}

/** The page as it was sent, and those that it was before it went on by script. */
function documentsOf({ exchanges, final, redirects }: PageCapture): string[] {
  const places = new Set([final, ...redirects.filter(({ status }) => status === 0).map(({ url }) => url)])
  return exchanges.flatMap(({ url, status, headers, body }) => {
    const isDocument = places.has(url) && (status < 300 || status >= 400)
    const plain = isDocument ? decodedBody(headers, Buffer.from(body)) : null
    return plain ? [decodeBody(plain, headerOf(headers, 'content-type'))] : []
  })
}

/** A page of which our reader can say nothing is shown with that said. */
const unread = (read: Read): Settled['why'] =>
  read.kind === 'changed' ? [{ code: 'not-read', text: `our reader does not know the page: ${read.why}` }] : []

/** A page of so few words of which nothing can be read is not what was asked for. */
const strangeTextMax = 1_000

const wordsMax = 300
const says = (page: PageCapture): string =>
  foldedText(page.text).slice(0, wordsMax) || page.title || `an answer of ${page.status} without words`

function refusalIn(page: PageCapture, read: Read, kind: CaptureKind, wanted: string | null): Settled['refusal'] {
  if (read.kind === 'blocked') return { kind: refusalOf[read.by], says: says(page) }
  const { status } = page
  const plain = foldedText(page.text)
  if (read.kind === 'gone' && (status === 404 || status === 410)) {
    if (plain === '') return { kind: 'error', says: says(page) }
    // Where a script has gone to nothing is said of what it left.
    return page.redirects.some((each) => each.status === 0) ? { kind: 'redirect', says: says(page) } : null
  }
  if (status < 200 || status >= 300)
    return { kind: status === 403 || status === 429 ? 'block' : 'error', says: says(page) }
  if (blockWordsIn(page.text, page.title) !== null) return { kind: 'captcha', says: says(page) }
  if (consentOnly(page)) return { kind: 'consent', says: says(page) }
  if (plain === '' || (read.kind === 'changed' && plain.length < strangeTextMax)) {
    return { kind: plain === '' ? 'error' : 'block', says: says(page) }
  }
  if (
    kind === 'listing' &&
    read.kind === 'listing' &&
    wanted !== null &&
    read.listing.id !== wanted &&
    !page.dom.includes(wanted)
  ) {
    return { kind: 'redirect', says: says(page) }
  }
  const isForeign =
    kind === 'listing' &&
    wanted !== null &&
    read.kind === 'changed' &&
    !page.dom.includes(wanted) &&
    !page.final.includes(wanted)
  return isForeign ? { kind: 'redirect', says: says(page) } : null
}

/** A page that says nothing but that cookies must be agreed to: what is behind it was not seen. */
const consentWords =
  /accept (all )?cookies|before you continue|cookie preferences|alle cookies akzeptieren|accepter (tous )?les cookies|aceptar (todas las )?cookies|我同意|cookie に同意/i
const consentTextMax = 800
const consentOnly = ({ text, title }: PageCapture): boolean => {
  const plain = foldedText(text)
  return plain.length < consentTextMax && consentWords.test(`${plain} ${title}`)
}

function gapsOf(page: PageCapture): Settled['why'] {
  const gaps: Settled['why'] = page.steps
    .filter(({ why }) => why !== null)
    .map(({ step, why }) => ({ code: `step-${step}`, text: `${step}: ${why}` }))
  if (page.failed.length > 0) gaps.push({ code: 'requests-failed', text: `${page.failed.length} requests failed` })
  if (page.isCut) gaps.push({ code: 'screenshot-cut', text: 'the page is higher than what is pictured' })
  return gaps
}

/** Only what stands in the page as it is said here: a title that we put right is not what the page says. */
function describedReading(kind: CaptureKind, read: Read, page: PageCapture): Reading {
  const plain = foldedText(page.text)
  const isThere = (text: string): boolean => plain.includes(foldedText(text))
  if (kind === 'search' && read.kind === 'results') {
    const listings = read.listings
      .map(({ id, title }, at) => ({ rank: at + 1, id, ...(isThere(title) && { title }) }))
      .filter(({ id }) => page.dom.includes(id))
    return { ...(isThere(page.title) && { title: page.title }), listings }
  }
  if (read.kind !== 'listing') return page.title !== '' && isThere(page.title) ? { title: page.title } : {}
  const { title, price, seller } = read.listing
  const printed = price && printedPrice(price, plain)
  return {
    ...(isThere(title) && { title }),
    ...(printed && { priceText: printed }),
    ...(price && { price: { amount: price.amount, currency: price.currency } }),
    ...(seller?.name && { seller: seller.name }),
  }
}
