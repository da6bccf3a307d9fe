import pLimit from 'p-limit'
import type { BrowserContext, Request, Route } from 'playwright-core'
import type { Exchanged, Response } from './exchange.ts'
import { type Limits, pageRequestsAtOnceMax } from './limits.ts'
import type { NotAllowed } from './robots.ts'

/** Something that a page in the browser asks for. `page`: its document; `asset`: what that loads. */
export type PageAsks = {
  what: 'page' | 'asset'
  url: string
  headers: Record<string, string>
  cookie: string
  method: 'GET' | 'POST'
  body: Buffer | null
}
export type AskForPage = (asks: PageAsks) => Promise<Exchanged | NotAllowed>

/** What became of a page's document. `last`: the one that stands; null until one came. */
export type Documents = { last: Response | null; refusal: Exclude<Exchanged, Response> | NotAllowed | null }

/** What a page needs to have its results; pictures, fonts, films and what only reports home are not loaded. */
const loaded = new Set(['document', 'script', 'stylesheet', 'xhr', 'fetch'])
/** They describe how a body was sent, and what the browser gets is unpacked and whole. */
const aboutSending = new Set([
  'content-encoding',
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'location',
])
/** A page that sends itself elsewhere more often than this goes round in a circle. */
const documentsMax = 10

/** Answers all that one page asks for, by the crawler's rules; nothing is left to the browser. */
export function pageRequests(
  context: BrowserContext,
  first: { url: URL; headers: Record<string, string> },
  ask: AskForPage,
  limits: Limits,
): { documents: Documents; answer: (route: Route, isMain: boolean) => Promise<void> } {
  const documents: Documents = { last: null, refusal: null }
  const turn = pLimit(pageRequestsAtOnceMax)
  let requests = 0
  let bytes = 0
  let navigations = 0
  let redirects = 0

  const asked = async (request: Request, what: PageAsks['what']): Promise<Exchanged | NotAllowed> => {
    const url = request.url()
    const cookies = await context.cookies(url)
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    // What was meant for the first page goes to its site only.
    const isFirst = what === 'page' && new URL(url).origin === first.url.origin
    const headers = { ...request.headers(), ...(isFirst ? first.headers : {}) }
    const method = request.method() === 'POST' ? 'POST' : 'GET'
    return turn(() => ask({ what, url, headers, cookie, method, body: request.postDataBuffer() }))
  }

  const main = async (route: Route, request: Request): Promise<void> => {
    const stop = async (refusal: Documents['refusal']): Promise<void> => {
      documents.refusal ??= refusal
      await route.abort('aborted')
    }
    if (++navigations > documentsMax) return stop({ kind: 'failed', why: 'the page sends itself round in a circle' })
    const came = await asked(request, 'page')
    if (came.kind !== 'response') return stop(came)
    bytes += came.bytes.length
    const to = came.headers['location']
    if (to !== undefined && came.status >= 300 && came.status < 400) {
      // The browser would follow it past us, so it is shown a page that leads there: its request comes here again.
      if (++redirects > limits.redirectsMax) {
        return stop({ kind: 'failed', why: `more than ${limits.redirectsMax} redirects`, redirects: true })
      }
      const headers = { 'content-type': 'text/html; charset=utf-8', ...cookiesOf(came) }
      return route.fulfill({ status: 200, headers, body: leadingTo(to) })
    }
    documents.last = came
    // It is given as it came; a browser would show or save it, and there is nothing in it to run.
    if (!isHtml(came)) return route.abort('aborted')
    return route.fulfill({ status: came.status, headers: headersOf(came), body: came.bytes })
  }

  const asset = async (route: Route, request: Request): Promise<void> => {
    const isMethod = ['GET', 'POST'].includes(request.method())
    const fits = ++requests <= limits.pageRequestsMax && bytes <= limits.pageBytesMax
    if (!isMethod || !fits || !loaded.has(request.resourceType())) return route.abort('blockedbyclient')
    const came = await asked(request, 'asset')
    if (came.kind !== 'response') return route.abort(came.kind === 'refused' ? 'blockedbyclient' : 'failed')
    bytes += came.bytes.length
    return route.fulfill({ status: came.status, headers: headersOf(came), body: came.bytes })
  }

  return {
    documents,
    answer: (route, isMain) => (isMain ? main(route, route.request()) : asset(route, route.request())),
  }
}

export const isHtml = ({ headers }: Response): boolean =>
  /^\s*(text\/html|application\/xhtml\+xml)\b|^\s*$/i.test(headers['content-type'] ?? '')

const headersOf = (came: Response): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(came.headers).filter(([name]) => !aboutSending.has(name))),
  ...cookiesOf(came),
})

const cookiesOf = ({ setCookies = [] }: Response): Record<string, string> =>
  setCookies.length > 0 ? { 'set-cookie': setCookies.join('\n') } : {}

const leadingTo = (url: string): string =>
  `<!doctype html><script>location.replace(${JSON.stringify(url).replaceAll('<', '\\u003c')})</script>`
