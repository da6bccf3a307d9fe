import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Sort, sorts } from '../model/sort.ts'
import { type Answer, html, redirect, type Sending, send, tagged, unchanged, unlessKnown } from './answer.ts'
import { brands } from './catalogue.ts'
import { encodedAs } from './charsets.ts'
import { prices, type Showing } from './pages/card.ts'
import { layout, newCardsLayout, newPricesLayout, rebuiltLayout } from './pages/layout.ts'
import { gonePage, listingPage } from './pages/listing-page.ts'
import { lively, tall } from './pages/lively.ts'
import type { Noise } from './pages/noise.ts'
import { consentPage, gatePage, hollowPage, homePage, notFoundPage, sellerPage } from './pages/other-pages.ts'
import { searchPage } from './pages/search-page.ts'
import type { Pictures } from './pictures.ts'
import type { Stock } from './stock.ts'
import { territoryOf } from './territories.ts'
import type { Asked, Mishap, RequestKind, TroubleBook } from './troubles.ts'

/** What the bazaar serves from. */
export type Stalls = {
  seed: number
  stock: Stock
  pictures: Pictures
  noise: Noise
  troubles: TroubleBook
  /** Filled with the ids of what results pages show. */
  shown: Set<string>
}

/** Everything that a request says, read once. */
type Visit = Asked & { url: URL; page: number; sort: Sort; hasCookie: boolean }

/** What the market knows again by, where it looks for it. */
const visitorCookie = 'bz-visitor=1'

/** @returns the kind of request, for the counts */
export function serve(stalls: Stalls, request: IncomingMessage, response: ServerResponse): RequestKind {
  const visit = readVisit(request.url ?? '/', request.headers.cookie)
  const mishaps = stalls.troubles.meet(visit)
  if (mishaps.some(({ kind }) => kind === 'dead')) {
    response.socket?.resetAndDestroy()
    return visit.kind
  }
  const gzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
  const failed = (error: unknown) => {
    // Dead pictures and half pages are troubles that must be asked for; this one is a bug, and the client shall see it.
    if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' })
    response.end(error instanceof Error ? error.message : String(error))
  }
  answerTo(stalls, visit, mishaps)
    .then((answer) => unlessKnown(inCharset(answer, mishaps), request.headers))
    .then((answer) => send(response, answer, sendingOf(mishaps, gzip)))
    .catch(failed)
  return visit.kind
}

function readVisit(path: string, cookie: string | undefined): Visit {
  const url = new URL(path, 'http://bazaar.invalid')
  const [, first = ''] = url.pathname.split('/')
  const kinds: Record<string, RequestKind> = {
    '': 'home',
    search: 'search',
    item: 'listing',
    seller: 'seller',
    picture: 'picture',
    'robots.txt': 'robots',
  }
  const page = Number(url.searchParams.get('page') ?? '1')
  return {
    url,
    path,
    kind: kinds[first] ?? 'other',
    territory: territoryOf(url.searchParams.get('territory')).id,
    keyword: url.searchParams.get('q') ?? '',
    page: Number.isInteger(page) && page > 0 ? page : 1,
    hasCookie: cookie?.includes(visitorCookie) ?? false,
    // As markets do: a word that nobody knows is passed over.
    sort: sorts.find((each) => each === url.searchParams.get('sort')) ?? 'best-match',
  }
}

/** The first trouble that replaces the answer decides; those that only change it are looked at where it is made. */
async function answerTo(stalls: Stalls, visit: Visit, mishaps: readonly Mishap[]): Promise<Answer> {
  for (const mishap of mishaps) {
    const answer = instead(stalls, visit, mishap)
    if (answer) return answer
  }
  const showing = showingOf(stalls, visit, mishaps)
  const { stock, noise } = stalls
  switch (visit.kind) {
    case 'search':
      return searchAnswer(
        stalls,
        visit,
        showing,
        mishaps.some(({ kind }) => kind === 'hidden-results'),
      )
    case 'listing':
      return builtAs(listingAnswer(stalls, visit, showing), visit, mishaps)
    case 'picture':
      return pictureAnswer(stalls, visit)
    case 'home':
      return html(homePage(stock, showing, noise))
    case 'seller':
      return html(sellerPage(visit.url.pathname.split('/')[2] ?? '', showing.territory, noise))
    case 'robots':
      return tagged(robotsFile(200, 'User-agent: *\nDisallow: /basket\nAllow: /\n'))
    case 'other':
      return otherAnswer(stalls, visit, showing)
  }
}

function instead({ noise }: Stalls, visit: Visit, mishap: Mishap): Answer | null {
  const territory = territoryOf(visit.territory)
  switch (mishap.kind) {
    case 'robots-disallow':
      return robotsFile(200, `User-agent: *\nDisallow: ${mishap.what === 'search' ? '/search' : '/'}\n`)
    case 'robots-missing':
      return robotsFile(404, 'not found\n')
    case 'robots-broken':
      return robotsFile(500, 'broken\n')
    case 'too-many-requests':
      return {
        status: 429,
        headers: { 'content-type': 'text/plain', ...retryAfter(mishap.retryAfterSeconds) },
        body: 'Too many requests.\n',
      }
    case 'unavailable':
      return {
        ...html('<html><body><h1>503 Service Unavailable</h1></body></html>', 503),
        headers: { 'content-type': 'text/html', ...retryAfter(mishap.retryAfterSeconds) },
      }
    case 'block-page':
      if (mishap.by === 'login-wall') return redirect(`/signin?next=${encodeURIComponent(visit.path)}`)
      return html(gatePage(mishap.by ?? 'captcha'), mishap.status ?? 200)
    case 'cookie-wall':
      if (visit.hasCookie && !mishap.never) return null
      return redirect(visit.path, { 'set-cookie': `${visitorCookie}; Path=/; HttpOnly` })
    case 'not-modified':
      return unchanged()
    case 'forbidden':
      return html('<html><body></body></html>', 403)
    case 'sign-in-elsewhere':
      return redirect(`https://signin.bazaar.invalid/?next=${encodeURIComponent(visit.path)}`)
    case 'empty-shell':
      return html(hollowPage(territory, noise))
    case 'redirect-loop':
      return redirect(`${visit.url.pathname}?${loopQuery(visit.url)}`)
    case 'redirect-home':
      return redirect(`/?territory=${visit.territory}`)
    case 'consent-wall':
      return html(consentPage())
    case 'gone':
      return html(gonePage(territory, noise), mishap.status)
    default:
      return null
  }
}

const robotsFile = (status: number, body: string): Answer => ({
  status,
  headers: { 'content-type': 'text/plain' },
  body,
})

const retryAfter = (seconds: number | undefined): Record<string, string> =>
  seconds === undefined ? {} : { 'retry-after': String(seconds) }

function loopQuery(url: URL): URLSearchParams {
  const query = new URLSearchParams(url.searchParams)
  query.set('turn', String(Number(query.get('turn') ?? '0') + 1))
  return query
}

function showingOf({ seed }: Stalls, visit: Visit, mishaps: readonly Mishap[]): Showing {
  const rebuilt = mishaps.find((mishap) => mishap.kind === 'changed-layout')
  const foreign = mishaps.find((mishap) => mishap.kind === 'currency')
  const layouts = { all: rebuiltLayout, cards: newCardsLayout, prices: newPricesLayout }
  return {
    territory: territoryOf(visit.territory),
    layout: rebuilt ? layouts[rebuilt.part ?? 'all'] : layout,
    seed,
    wrongCurrency: foreign ? territoryOf(foreign.as) : null,
  }
}

function searchAnswer({ stock, noise, shown }: Stalls, visit: Visit, showing: Showing, hidden: boolean): Answer {
  const search = { query: visit.keyword.slice(0, 200), page: visit.page, sort: visit.sort, hidden }
  const { body, ids } = searchPage(stock, search, showing, noise)
  for (const id of ids) shown.add(id)
  return html(body)
}

/** Without a territory a listing is shown as its home's site shows it. */
function listingAnswer({ stock, noise }: Stalls, visit: Visit, showing: Showing): Answer {
  const ware = stock.wareOf(visit.url.pathname.split('/')[2] ?? '')
  if (!ware) return html(notFoundPage(showing.territory, noise), 404)
  const territory = visit.url.searchParams.has('territory') ? showing.territory : ware.home
  if (stock.isGone(ware.id)) return html(gonePage(territory, noise), 404)
  return tagged(html(listingPage(stock, ware, { ...showing, territory }, noise)))
}

/** A listing that is made in the browser, or higher than any screen. */
function builtAs(answer: Answer, visit: Visit, mishaps: readonly Mishap[]): Answer {
  if (typeof answer.body !== 'string' || answer.status !== 200) return answer
  let { body } = answer
  for (const mishap of mishaps) {
    if (mishap.kind === 'lively')
      body = lively(body, `${visit.url.pathname.split('/')[2] ?? ''}.json${visit.url.search}`)
    if (mishap.kind === 'tall') body = tall(body, mishap.pixels)
  }
  return { ...answer, body }
}

async function pictureAnswer({ stock, pictures }: Stalls, visit: Visit): Promise<Answer> {
  const [, id = '', number = '1'] = /^\/picture\/(\d+)-(\d)\.\w+$/.exec(visit.url.pathname) ?? []
  const spec = stock.wareOf(id)?.pictures[Number(number) - 1]
  if (!spec) return { status: 404, headers: { 'content-type': 'text/plain' }, body: 'no picture\n' }
  const body = await pictures.draw(spec)
  return { status: 200, headers: { 'content-type': `image/${spec.format}`, 'cache-control': 'max-age=86400' }, body }
}

function otherAnswer({ stock, noise }: Stalls, visit: Visit, showing: Showing): Answer {
  const { territory } = showing
  const [, id = ''] = /^\/price\/(\d+)\.json$/.exec(visit.url.pathname) ?? []
  const ware = stock.wareOf(id)
  if (ware) {
    const own = { ...showing, territory: visit.url.searchParams.has('territory') ? territory : ware.home }
    return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(prices(ware, own)) }
  }
  if (visit.url.pathname === '/signin') return html(gatePage('login-wall'))
  if (visit.url.pathname === '/assets/bazaar.css') {
    return {
      status: 200,
      headers: { 'content-type': 'text/css' },
      body: `.bz-hidden{position:absolute;clip:rect(0 0 0 0)}`,
    }
  }
  if (visit.url.pathname === '/about/brands') {
    return html(brands.map(({ name }) => name).join(', '))
  }
  return html(notFoundPage(territory, noise), 404)
}

function inCharset(answer: Answer, mishaps: readonly Mishap[]): Answer {
  const mishap = mishaps.find(({ kind }) => kind === 'charset')
  if (mishap?.kind !== 'charset' || typeof answer.body !== 'string') return answer
  return {
    ...answer,
    headers: { ...answer.headers, 'content-type': `text/html; charset=${mishap.header}` },
    body: encodedAs(answer.body.replace('<meta charset="utf-8">', ''), mishap.bytes),
  }
}

function sendingOf(mishaps: readonly Mishap[], gzip: boolean): Sending {
  const sending: Sending = { gzip, delayMs: 0, drip: false, cut: null, share: 0.5 }
  for (const mishap of mishaps) {
    if (mishap.kind === 'slow') Object.assign(sending, { delayMs: mishap.delayMs, drip: mishap.drip ?? false })
    if (mishap.kind === 'truncated') Object.assign(sending, { cut: mishap.how ?? 'reset', share: mishap.share ?? 0.5 })
  }
  return sending
}
