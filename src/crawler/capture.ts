import { type AskRules, capturePage } from './capture-page.ts'
import { openCaptureWire } from './capture-wire.ts'
import type { Lookup } from './connect.ts'
import type { ErrandFor, Market } from './errands.ts'
import type { BrowserSettings } from './find-chromium.ts'
import { type KeptBrowser, openKeptBrowser } from './kept-browser.ts'
import type { Limits } from './limits.ts'
import type { CaptureOutcome } from './page-capture.ts'
import type { Proxies } from './proxies.ts'
import { userAgent } from './request-headers.ts'

type Parts = {
  settings: BrowserSettings & {
    contact: string | null
    allowLoopback: boolean
    robotsOverrides: ReadonlyMap<string, string>
  }
  errandFor: ErrandFor
  proxies: Pick<Proxies, 'pick'>
  lookup: Lookup
  limits: Limits
  /** Roots in place of Node's own; for tests with an authority of their own. */
  certificates: readonly string[] | null
  now: () => Date
}

const refusedEncodings = { 'accept-encoding': 'gzip, deflate' }

/** Captures one page at a time with a context and connections of its own: nothing of another page is in it. */
export function openCapturing(parts: Parts) {
  let line: Promise<unknown> = Promise.resolve()
  const kept = openKeptBrowser(parts.settings)
  return {
    /** @param not the proxy that another look of the page went through: where there is another, that one is taken */
    capture: (market: Market, url: string, signal: AbortSignal, not: string | null): Promise<CaptureOutcome> => {
      const mine = line.then(() => captureOnce(market, url, signal, not, parts, kept))
      line = mine.catch(() => undefined) // whoever asked has its error
      return mine
    },
    close: () => kept.close(),
  }
}

async function captureOnce(
  market: Market,
  url: string,
  signal: AbortSignal,
  not: string | null,
  parts: Parts,
  kept: KeptBrowser,
): Promise<CaptureOutcome> {
  const { settings, errandFor, limits, now } = parts
  const first = await errandFor(market, { what: 'page', url }, signal)
  if ('kind' in first) return first
  const proxy = first.route && parts.proxies.pick(first.route, not)
  if (first.route && !proxy)
    return { kind: 'failed', why: `every proxy of ${market.id} rests: none of them worked a moment ago` }
  const startedAt = now()
  const taken = await kept.take()
  if ('why' in taken) return taken
  const { browser, from } = taken
  const wire = openCaptureWire({ ...parts, allowLoopback: settings.allowLoopback, proxy })
  try {
    const rules: AskRules = async (what, wanted, headers) => {
      const errand = await errandFor(market, { what, url: wanted, headers }, signal)
      return 'kind' in errand ? errand : { ...errand, headers: { ...errand.headers, ...refusedEncodings } }
    }
    const agent = userAgent(settings.contact)
    const seen = await capturePage(first.url.href, { browser, wire, rules, limits, agent, signal, now })
    if ('kind' in seen) return seen
    const reason = settings.robotsOverrides.get(market.id) ?? null
    const page = {
      ...seen,
      browser: { ...seen.browser, from },
      egress: proxy ? ({ kind: 'proxy', name: proxy.name } as const) : ({ kind: 'direct' } as const),
      ...{ asked: first.url.href, startedAt, exchanges: wire.exchanges, addresses: wire.addresses(), tls: wire.tls() },
      robots: {
        decision: reason === null ? ('allowed' as const) : ('overridden' as const),
        ...{ url: new URL('/robots.txt', first.url).href, reason },
      },
    }
    return { kind: 'captured', page }
  } catch (error) {
    return { kind: 'failed', why: messageOf(error) }
  } finally {
    await kept.giveBack()
    await wire.close()
  }
}

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
