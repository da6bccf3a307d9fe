import { type AskRules, capturePage } from './capture-page.ts'
import { openCaptureWire } from './capture-wire.ts'
import type { Lookup } from './connect.ts'
import type { ErrandFor, Market } from './errands.ts'
import type { BrowserSettings } from './find-chromium.ts'
import { type KeptBrowser, openKeptBrowser } from './kept-browser.ts'
import type { Limits } from './limits.ts'
import type { CaptureOutcome } from './page-capture.ts'
import { userAgent } from './request-headers.ts'

type Parts = {
  settings: BrowserSettings & {
    contact: string | null
    robotsOverrides: ReadonlyMap<string, string>
  }
  errandFor: ErrandFor
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
    capture: (market: Market, url: string, signal: AbortSignal): Promise<CaptureOutcome> => {
      const mine = line.then(() => captureOnce(market, url, signal, parts, kept))
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
  parts: Parts,
  kept: KeptBrowser,
): Promise<CaptureOutcome> {
  const { settings, errandFor, limits, now } = parts
  const first = await errandFor(market, { what: 'page', url }, signal)
  if ('kind' in first) return first
  if (first.route)
    return {
      kind: 'failed',
      why: 'a capture through a proxy is not built yet: take the proxy of this marketplace out for it',
    }
  const startedAt = now()
  const taken = await kept.take()
  if ('why' in taken) return taken
  const { browser, from } = taken
  const wire = openCaptureWire(parts)
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
