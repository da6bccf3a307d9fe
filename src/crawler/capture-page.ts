import pLimit from 'p-limit'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { decodedBody } from '../evidence/warc/decode-body.ts'
import { type HttpExchange, headerOf } from '../evidence/warc/http-exchange.ts'
import type { CaptureWire } from './capture-wire.ts'
import type { Errand } from './exchange.ts'
import { type Limits, pageRequestsAtOnceMax } from './limits.ts'
import type { PageCapture, StepOutcome } from './page-capture.ts'
import { pageHeightMax, viewportPicture, wholePage } from './page-pictures.ts'
import { type ReadDocument, readDocument, scrollTo } from './page-scripts.ts'
import type { NotAllowed } from './robots.ts'
import { within } from './signals.ts'

/** Asks our own rules for an address that the page wants. */
export type AskRules = (
  what: 'page' | 'picture' | 'asset',
  url: string,
  headers: Record<string, string>,
) => Promise<Errand | NotAllowed>

type Parts = {
  browser: Browser
  wire: CaptureWire
  rules: AskRules
  limits: Limits
  agent: string
  signal: AbortSignal
  now: () => Date
}
type Seen = Omit<PageCapture, 'exchanges' | 'addresses' | 'tls' | 'asked' | 'robots' | 'startedAt' | 'egress'>

const viewport = { width: 1280, height: 800, scale: 1 }
const locale = 'en-US'
/** What only shows films or reports home is not needed to see the page. */
const leftOut = new Set([
  'Media',
  'Ping',
  'EventSource',
  'WebSocket',
  'Manifest',
  'SignedExchange',
  'CSPViolationReport',
  'Preflight',
])
const quietMs = 500
const stepMs = 30_000
const closeMs = 5_000
/** Scrolling through and picturing a page of 100,000 pixels takes so long on a busy machine. */
const wholePageMs = 100_000

type Paused = {
  requestId: string
  request: { url: string; method: string; headers: Record<string, string>; postData?: string }
  resourceType: string
  frameId: string
}
/** What the page's requests have come to. */
type Traffic = {
  main: HttpExchange | null
  redirects: PageCapture['redirects']
  failed: PageCapture['failed']
  blocked: PageCapture['blocked']
  refusal: NotAllowed | null
  underWay: Set<string>
  lastAt: number
  isOver: boolean
}

/** A browser asks for it by itself, and a shop without one sends a whole page that says so. */
const isTabIcon = ({ request, resourceType }: Paused): boolean =>
  resourceType === 'Other' && /^https?:\/\/[^/]+\/favicon\.ico$/.test(request.url)

/** Opens the page with the wire's own bytes and looks at it in named steps, each with its limit. */
export async function capturePage(url: string, parts: Parts): Promise<Seen | NotAllowed> {
  const { browser, agent, now, signal } = parts
  const size = { width: viewport.width, height: viewport.height }
  const context = await browser.newContext({
    userAgent: agent,
    viewport: size,
    locale,
    timezoneId: 'UTC',
    acceptDownloads: false,
    serviceWorkers: 'block',
  })
  const stop = () => void context.close()
  signal.addEventListener('abort', stop, { once: true })
  try {
    const page = await context.newPage()
    page.on('dialog', (dialog) => void dialog.dismiss().catch(() => undefined)) // the page is gone already
    page.on('popup', (popup) => void popup.close().catch(() => undefined)) // the page is gone already
    const cdp = await context.newCDPSession(page)
    const traffic = await handOver(cdp, page, parts)
    const steps: StepOutcome[] = []
    const step = async (name: StepOutcome['step'], work: () => Promise<unknown>): Promise<void> => {
      const why = await limited(work, name === 'scroll' ? wholePageMs : stepMs).then(
        () => null,
        (error: unknown) => firstLine(error),
      )
      steps.push({ step: name, why })
    }
    await step('open', () => page.goto(url, { waitUntil: 'commit', timeout: stepMs }))
    if (!traffic.main) return traffic.refusal ?? { kind: 'failed', why: steps[0]?.why ?? 'no document came' }
    await step('settle', () => quiet(traffic, parts.limits.settleMs))
    await step('scroll', () => scrolled(page, traffic))
    const loadedAt = now()
    const seen = await limited(() => page.evaluate<ReadDocument>(readDocument))
    const shown = { ...viewport, isText: seen.text.trim() !== '' }
    const viewportPng = await limited(() => viewportPicture(page, shown))
    const { tiles, width, height, isCut } = await limited(() => wholePage(cdp, page, shown.isText), wholePageMs)
    traffic.isOver = true
    for (const each of traffic.underWay)
      traffic.failed.push({ url: each, error: 'not answered when the capture ended' })
    const final = traffic.main.url
    return {
      ...{
        redirects: traffic.redirects,
        final,
        status: traffic.main.status,
        failed: traffic.failed,
        blocked: traffic.blocked,
      },
      ...{
        title: seen.title,
        language: seen.language,
        dom: seen.dom,
        text: seen.text,
        width,
        height,
        viewportPng,
        tiles,
        isCut,
        steps,
      },
      ...{ loadedAt, finishedAt: now(), viewport, userAgent: agent, locale },
      browser: { name: 'Chromium', version: browser.version() },
    }
  } finally {
    signal.removeEventListener('abort', stop)
    // One that does not close costs the browser: whoever lent it sees what is left.
    await within(closeMs, context.close())
  }
}

/** Each request of the page is paused in the browser, asked on our own wire, and answered with what came. */
async function handOver(cdp: CDPSession, page: Page, { wire, rules, limits }: Parts): Promise<Traffic> {
  const traffic: Traffic = {
    main: null,
    redirects: [],
    failed: [],
    blocked: [],
    refusal: null,
    underWay: new Set(),
    lastAt: Date.now(),
    isOver: false,
  }
  const turn = pLimit(pageRequestsAtOnceMax)
  const tree = (await cdp.send('Page.getFrameTree')) as { frameTree: { frame: { id: string } } }
  const mainFrame = tree.frameTree.frame.id
  let count = 0
  const refuse = (paused: Paused) =>
    cdp.send('Fetch.failRequest', { requestId: paused.requestId, errorReason: 'BlockedByClient' })
  const answer = async (paused: Paused): Promise<void> => {
    const { request, resourceType } = paused
    const isMain = resourceType === 'Document' && paused.frameId === mainFrame
    const block = async (why: string): Promise<void> => {
      if (!isMain) traffic.blocked.push({ url: request.url, why })
      await refuse(paused)
    }
    if (traffic.isOver) return void (await refuse(paused))
    if (isTabIcon(paused)) return block('the icon of a tab is not part of the page')
    if (leftOut.has(resourceType)) return block(`${resourceType.toLowerCase()} is not loaded in a capture`)
    if (++count > limits.pageRequestsMax) return block(`more than ${limits.pageRequestsMax} requests`)
    const what = isMain ? 'page' : resourceType === 'Image' ? 'picture' : 'asset'
    const errand = await rules(what, request.url, plain(request.headers))
    if ('kind' in errand) {
      if (isMain) traffic.refusal = errand
      return block(errand.why)
    }
    traffic.underWay.add(request.url)
    try {
      const body = request.postData === undefined ? null : Buffer.from(request.postData)
      const came = await turn(() => wire.ask(errand, request.method === 'POST' ? 'POST' : 'GET', body))
      if (came.truncated) traffic.failed.push({ url: request.url, error: `cut: ${came.truncated}` })
      if (isMain) note(came, traffic)
      await fulfil(cdp, paused, came)
    } catch (error) {
      if (!traffic.isOver) traffic.failed.push({ url: request.url, error: firstLine(error) })
      await cdp.send('Fetch.failRequest', { requestId: paused.requestId, errorReason: 'Failed' })
    } finally {
      traffic.underWay.delete(request.url)
      traffic.lastAt = Date.now()
    }
  }
  cdp.on('Fetch.requestPaused', (paused: unknown) => {
    traffic.lastAt = Date.now()
    // A page that closes takes its paused requests along.
    void answer(paused as Paused).catch(() => undefined)
  })
  page.on('close', () => {
    traffic.isOver = true
  })
  await cdp.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] })
  return traffic
}

function note(came: HttpExchange, traffic: Traffic): void {
  const location = headerOf(came.headers, 'location')
  if (came.status >= 300 && came.status < 400 && location !== undefined) {
    traffic.redirects.push({ url: came.url, status: came.status, location })
    return
  }
  // A page that sends itself elsewhere by script, or by a refresh, asks for another document.
  if (traffic.main) traffic.redirects.push({ url: traffic.main.url, status: 0, location: came.url })
  traffic.main = came
}

/** The browser wants the body unpacked, and takes a packed one for an empty page without a word. */
const aboutSending = /^(content-encoding|content-length|transfer-encoding|connection|keep-alive)$/i

async function fulfil(cdp: CDPSession, { requestId }: Paused, came: HttpExchange): Promise<void> {
  const body = decodedBody(came.headers, Buffer.from(came.body)) ?? Buffer.alloc(0)
  await cdp.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: came.status,
    responseHeaders: came.headers
      .filter(([name]) => !aboutSending.test(name))
      .map(([name, value]) => ({ name, value })),
    body: body.toString('base64'),
  })
}

/** Cookies and keys of our own are not sent in a capture at all. */
const plain = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).filter(([name]) => !/^(cookie|authorization|host|connection|content-length)$/i.test(name)),
  )

async function quiet(traffic: Traffic, limitMs: number): Promise<void> {
  const until = Date.now() + limitMs
  while (traffic.underWay.size > 0 || Date.now() - traffic.lastAt < quietMs) {
    if (Date.now() > until) throw new Error(`the page had not settled after ${limitMs / 1000} s`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Pictures that load when they come into view are brought into view, then the page is where it began. */
async function scrolled(page: Page, traffic: Traffic): Promise<void> {
  for (let top = 0; top < pageHeightMax; top += viewport.height) {
    const height = await page.evaluate<number>(scrollTo(top))
    await new Promise((resolve) => setTimeout(resolve, 20))
    if (top + viewport.height >= height) break
  }
  await page.evaluate(scrollTo(0))
  await quiet(traffic, stepMs / 2)
}

async function limited<T>(work: () => Promise<T>, limitMs = stepMs): Promise<T> {
  let clock: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    clock = setTimeout(() => reject(new Error(`not done within ${limitMs / 1000} s`)), limitMs)
  })
  try {
    return await Promise.race([work(), late])
  } finally {
    clearTimeout(clock)
  }
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
