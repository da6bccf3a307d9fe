import pLimit from 'p-limit'
import type { Browser, Page } from 'playwright-core'
import type { Log } from '../telemetry/log.ts'
import { launchChromium, whyNoStart } from './chromium.ts'
import { type Contexts, openContexts } from './contexts.ts'
import type { Errand, Exchanged, Response } from './exchange.ts'
import { type BrowserSettings, findChromium } from './find-chromium.ts'
import { browserPagesAtOnceMax, type Limits } from './limits.ts'
import { type AskForPage, isHtml, pageRequests } from './page-requests.ts'
import type { NotAllowed } from './robots.ts'
import { unlessAborted, within } from './signals.ts'

/** Whose cookies: one watch's, in one lane and territory, through one proxy of its list. */
export type Jar = { marketplace: string; watch: string; territory: string; turn: number }

/** One browser for the process, started when it is first needed. */
export type PageBrowser = {
  /**
   * Opens the page and gives its document as it stands once it has loaded what it needs.
   * @param jar whose cookies; null for nobody's
   */
  open(errand: Errand, jar: Jar | null, ask: (signal: AbortSignal) => AskForPage): Promise<Exchanged | NotAllowed>
  /** As the crawler's. */
  retire(marketplace: string, watch: string): void
  close(): Promise<void>
}

type Parts = BrowserSettings & { agent: string; limits: Limits; log: Log }
type Running = { browser: Browser; contexts: Contexts }

/** A browser that nobody asked for a page for so long is ended; its cookies with it. */
const idleMs = 60_000
/** A page that does not close in this time hangs, and takes the browser with it. */
const closePageMs = 5_000

export function openPageBrowser(parts: Parts): PageBrowser {
  const { log, agent } = parts
  const turn = pLimit(browserPagesAtOnceMax)
  let starting: Promise<Running | NotAllowed> | null = null
  let idle: NodeJS.Timeout | undefined
  let open = 0

  const start = async (): Promise<Running | NotAllowed> => {
    const found = await findChromium(parts)
    if ('why' in found) return { kind: 'refused', why: found.why }
    try {
      const browser = await launchChromium(found.path, parts.searchPath)
      browser.once('disconnected', () => {
        starting = null
      })
      return { browser, contexts: openContexts(browser, agent, log) }
    } catch (error) {
      return { kind: 'failed', why: `the browser does not start: ${whyNoStart(error)}` }
    }
  }
  const running = async (): Promise<Running | NotAllowed> => {
    starting ??= start()
    const started = await starting
    // What was missing may be there the next time.
    if ('kind' in started) starting = null
    return started
  }
  const end = async (): Promise<void> => {
    const started = await starting
    starting = null
    if (started && !('kind' in started)) await started.browser.close()
  }

  return {
    open: (errand, jar, ask) =>
      turn(async () => {
        clearTimeout(idle)
        open++
        try {
          const started = await running()
          return 'kind' in started ? started : await visit(started, errand, jar && keyOf(jar), ask, parts)
        } finally {
          if (--open === 0) idle = setTimeout(() => void end(), idleMs).unref()
        }
      }),
    retire: (marketplace, watch) => {
      void starting?.then((started) => {
        if (!('kind' in started)) started.contexts.retire(keyOf({ marketplace, watch }))
      })
    },
    close: async () => {
      clearTimeout(idle)
      await end()
    },
  }
}

const keyOf = ({ marketplace, watch, ...where }: Pick<Jar, 'marketplace' | 'watch'> & Partial<Jar>): string =>
  `${marketplace}\n${watch}\n${where.territory === undefined ? '' : `${where.territory}\n${where.turn}`}`

/** One page, from its opening to its end, whichever comes first: it is read, stopped, out of time, or gone. */
async function visit(
  started: Running,
  errand: Errand,
  jar: string | null,
  ask: (signal: AbortSignal) => AskForPage,
  { limits, log }: Parts,
): Promise<Exchanged | NotAllowed> {
  const stop = new AbortController()
  const clock = setTimeout(() => stop.abort(`no whole page within ${limits.totalMs / 1000} s`), limits.totalMs)
  const onStop = (): void => stop.abort(`stopped: ${reasonOf(errand.signal.reason)}`)
  const onEnd = (): void => stop.abort('the browser has ended')
  errand.signal.addEventListener('abort', onStop, { once: true })
  started.browser.once('disconnected', onEnd)
  const looked = started.contexts.withPage(jar, async (page, answerBy) => {
    page.once('crash', () => stop.abort('the page has crashed in the browser'))
    const { documents, answer } = pageRequests(page.context(), errand, ask(stop.signal), limits)
    answerBy(answer)
    if (errand.signal.aborted) onStop()
    return unlessAborted(stop.signal, look(page, errand, documents, limits), null)
  })
  try {
    const came = await ended(looked, stop.signal, started.browser, log)
    return (
      came ??
      ({ kind: 'failed', why: `${stop.signal.reason ?? 'the page has ended by itself in the browser'}` } as const)
    )
  } finally {
    clearTimeout(clock)
    errand.signal.removeEventListener('abort', onStop)
    started.browser.off('disconnected', onEnd)
  }
}

type Documents = ReturnType<typeof pageRequests>['documents']

async function look(page: Page, errand: Errand, documents: Documents, limits: Limits): Promise<Exchanged | NotAllowed> {
  try {
    await page.goto(errand.url.href, { waitUntil: 'commit', timeout: limits.totalMs })
    await settled(page, limits)
  } catch (error) {
    // A document that was not given to the browser has its own reason, which says more than the browser's.
    if (!documents.refusal && !documents.last) return { kind: 'failed', why: firstLine(error) }
  }
  const { refusal, last } = documents
  if (refusal) return refusal
  if (!last) return { kind: 'failed', why: 'no document came' }
  // What the browser did not take for a page (no content, or nothing it knows) is given as it came.
  if (!isHtml(last) || isPatience(last) || !page.url().startsWith('http')) return last
  const html = Buffer.from(await page.content())
  if (html.length > limits.bodyBytesMax) {
    return { kind: 'failed', why: `the page has grown longer than ${limits.bodyBytesMax} bytes` }
  }
  const headers = { ...last.headers, 'content-type': 'text/html; charset=utf-8' }
  return { ...last, url: new URL(page.url()), headers, bytes: html }
}

/** Until half a second has passed without a request; one that never falls silent is taken as it is. */
async function settled(page: Page, { settleMs }: Limits): Promise<void> {
  try {
    await page.waitForLoadState('networkidle', { timeout: settleMs })
  } catch (error) {
    if (!(error instanceof Error && error.name === 'TimeoutError')) throw error
  }
}

/** Such a page asks us to wait, and has nothing to look at. */
const isPatience = ({ status, headers }: Response): boolean =>
  status === 429 || (status === 503 && headers['retry-after'] !== undefined)

/** What came, or null when it was stopped; a page that cannot even be closed costs the browser. */
async function ended<T>(looked: Promise<T>, signal: AbortSignal, browser: Browser, log: Log): Promise<T | null> {
  const withoutError = looked.catch((error: unknown) => {
    if (!signal.aborted) log.debug({ err: error }, 'a page of the browser ended by itself')
    return null
  })
  const came = await unlessAborted(signal, withoutError, null)
  if (signal.aborted && !(await within(closePageMs, withoutError))) {
    log.warn('a page of the browser hangs: the browser is ended, and started again when it is needed')
    await within(closePageMs, browser.close())
  }
  return came
}

const reasonOf = (reason: unknown): string => (reason instanceof Error ? reason.message : String(reason))
const firstLine = (error: unknown): string => reasonOf(error).split('\n')[0] ?? ''
