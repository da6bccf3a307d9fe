import type { Settings } from '../../config/settings.ts'
import type { Marketplace } from '../model/marketplace.ts'
import type { PageRequest, Validators } from '../model/page.ts'
import type { Log } from '../telemetry/log.ts'
import { openAsking } from './asking.ts'
import { openPageBrowser } from './browser.ts'
import { openCapturing } from './capture.ts'
import { type Lookup, openConnections, systemLookup } from './connect.ts'
import type { Crawler, FetchOptions, FetchOutcome, Unchanged } from './crawler.ts'
import { type ErrandFor, type ErrandSettings, type Market, marketOf, openErrands, type Wanted } from './errands.ts'
import type { Errand, Exchanged } from './exchange.ts'
import type { Lane } from './lane.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { pageOutcome, pictureOutcome } from './outcomes.ts'
import type { AskForPage } from './page-requests.ts'
import { openPatience, type Patience } from './patience.ts'
import { openProxies } from './proxies.ts'
import type { Route } from './proxy-route.ts'
import { userAgent } from './request-headers.ts'
import type { NotAllowed } from './robots.ts'
import { openSessions } from './sessions.ts'
import { bothSignals, unlessAborted, within } from './signals.ts'

export type CrawlerOptions = {
  /** Every marketplace that may be asked; a request for another is refused. */
  marketplaces: readonly Marketplace[]
  settings: ErrandSettings & Partial<Pick<Settings, 'proxies' | 'chromium' | 'searchPath' | 'dataFolder'>>
  log: Log
  now: () => Date
  /** For tests: how names become addresses, and smaller limits. */
  lookup?: Lookup
  limits?: Partial<Limits>
  certificates?: readonly string[]
}

/**
 * Opens nothing but empty pools; a lane is made when its marketplace is first asked for a page. Stopped requests give
 * `failed` with a `why` that begins with "stopped". `close` takes at most 5 s, and what is asked after it fails.
 */
export function openCrawler(options: CrawlerOptions): Crawler {
  const { settings, log, now } = options
  const limits: Limits = { ...defaultLimits, ...options.limits }
  const lookup = options.lookup ?? systemLookup
  const connections = openConnections(lookup, limits, options.certificates && { certificates: options.certificates })
  const proxies = openProxies({ ...options, lookup, limits })
  const sessions = openSessions(log)
  const ask = openAsking({ connections, proxies, sessions, limits, now })
  const markets = new Map(options.marketplaces.map((each) => [each.id, marketOf(each, settings, log)]))
  const closing = new AbortController()
  const lanes = openLanes(ask, log)
  const browser = openPageBrowser(browserParts(settings, limits, log))
  const errandFor = openErrands({ settings, proxies, limits, ask, closing: closing.signal, now })
  const patience = openPatience(now)
  const capturing = openCapturing(capturingParts(options, { errandFor, proxies, lookup, limits, now }))
  const asksOf = pageAsker(errandFor, ask)
  const carryOut = carrier(markets, errandFor, closing.signal)

  /** Left out, `since` says that nothing is kept of the page that it could be asked again with. */
  const fetchPage = async (
    { marketplace, ...asked }: PageRequest,
    { signal, trace, territory, jar }: FetchOptions,
    since?: Validators | null,
  ): Promise<FetchOutcome | Unchanged> => {
    // A listing is asked by who searched in its territory.
    const at = territory ?? markets.get(marketplace)?.territoryAt(asked.url) ?? ''
    const who: Errand['who'] =
      jar === undefined ? undefined : { marketplace, watch: jar, territory: at, hasCookies: true }
    const wanted = { ...{ what: 'page' as const, ...asked }, territory, who, since }
    const run = async (errand: Errand, market: Market): Promise<Exchanged | NotAllowed> => {
      if (!market.inBrowser) return (await lanes.of(marketplace)).run(errand)
      const route = pinned(errand.route)
      return browser.open(errand, who ? { ...who, turn: route?.turn ?? 0 } : null, asksOf(market, territory, route))
    }
    const exchanged = await carryOut(marketplace, wanted, signal, run)
    const isUnchanged = exchanged.kind === 'response' && exchanged.status === 304
    const outcome = isUnchanged ? ({ kind: 'unchanged' } as const) : pageOutcome(exchanged, now())
    log.debug({ trace, marketplace, url: asked.url, kind: outcome.kind, why: whyOf(outcome) }, 'asked for a page')
    return outcome
  }

  return {
    fetch: async (request, options) => {
      const outcome = await fetchPage(request, options)
      return outcome.kind === 'unchanged' ? neverAsked : outcome
    },
    refetch: (request, since, options) => fetchPage(request, options, since),
    fetchPicture: async ({ marketplace, url }, { signal, trace }) => {
      const wanted: Wanted = { what: 'picture', url }
      const run = (errand: Errand, market: Market): Promise<Exchanged> =>
        market.pictures(() => askPatiently(patience, errand, ask))
      const outcome = pictureOutcome(await carryOut(marketplace, wanted, signal, run))
      log.debug({ trace, marketplace, url, kind: outcome.kind, why: whyOf(outcome) }, 'asked for a picture')
      return outcome
    },
    capture: capturer(markets, capturing, log),
    retire: (marketplace, watch) => {
      sessions.retire(marketplace, watch)
      browser.retire(marketplace, watch)
      log.info({ marketplace, watch }, 'its cookies are dropped: they met a block page')
    },
    health: async () => ({ sessions: await sessions.health(), proxies: proxies.health() }),
    close: async () => {
      closing.abort(new Error('the crawler is closing'))
      const pools = Promise.all([connections.destroy(), proxies.destroy()])
      const ended = Promise.all([lanes.close(), browser.close(), capturing.close(), pools])
      if (!(await within(limits.closeMs, ended))) log.warn('the crawler was left before it had ended')
    },
  }
}

const capturingParts = (
  { settings, certificates }: CrawlerOptions,
  parts: Omit<Parameters<typeof openCapturing>[0], 'settings' | 'certificates'>,
) => {
  const { contact, robotsOverrides, allowLoopback } = settings
  return {
    ...parts,
    settings: { ...browserSettings(settings), contact, robotsOverrides, allowLoopback },
    certificates: certificates ?? null,
  }
}

const capturer =
  (markets: ReadonlyMap<string, Market>, capturing: ReturnType<typeof openCapturing>, log: Log): Crawler['capture'] =>
  async ({ marketplace, url }, { signal, trace, not = null }) => {
    const market = markets.get(marketplace)
    if (!market) return { kind: 'refused', why: `there is no marketplace "${marketplace}"` }
    const outcome = await capturing.capture(market, url, signal, not)
    log.debug({ trace, marketplace, url, kind: outcome.kind, why: whyOf(outcome) }, 'captured a page')
    return outcome
  }

/** Looks at the rules, then lets `run` have the errand. */
const carrier =
  (markets: ReadonlyMap<string, Market>, errandFor: ErrandFor, closing: AbortSignal) =>
  async (
    id: string,
    wanted: Wanted,
    signal: AbortSignal,
    run: (errand: Errand, market: Market) => Promise<Exchanged | NotAllowed>,
  ): Promise<Exchanged | NotAllowed> => {
    const market = markets.get(id)
    if (!market) return { kind: 'refused', why: `there is no marketplace "${id}"` }
    const either = bothSignals(signal, closing)
    try {
      const errand = await unlessAborted(either.signal, errandFor(market, wanted, either.signal), tooEarly)
      return 'kind' in errand ? errand : await run(errand, market)
    } finally {
      either.release()
    }
  }

async function askPatiently(
  patience: Patience,
  errand: Errand,
  ask: (errand: Errand) => Promise<Exchanged>,
): Promise<Exchanged> {
  const why = patience.withheld(errand.url)
  if (why !== null) return { kind: 'failed', why }
  const exchanged = await ask(errand)
  patience.note(exchanged)
  return exchanged
}

/** One proxy for all that a page loads: its cookies are that proxy's, too. */
const pinned = (route: Route | null): Route | null => route && { ...route, turn: route.turn++ % route.proxies.length }

/** What a page in the browser asks for is an errand like any other, with the browser's method, body and cookies. */
const pageAsker =
  (errandFor: ErrandFor, ask: (errand: Errand) => Promise<Exchanged>) =>
  (market: Market, territory: string | undefined, route: Route | null) =>
  (signal: AbortSignal): AskForPage =>
  async ({ what, url, headers, cookie, method, body }) => {
    const wanted = { what, url, headers, territory }
    const errand = await errandFor(market, wanted, signal)
    if ('kind' in errand) return errand
    return ask({
      ...errand,
      // A copy, since an errand takes its turn by counting on.
      route: route && { ...route },
      headers: cookie === '' ? errand.headers : { ...errand.headers, cookie },
      ...(method === 'POST' && { method, ...(body && { body }) }),
      ...(what === 'page' && { oneHop: true }),
    })
  }

const browserSettings = ({ chromium = null, searchPath = null, dataFolder }: CrawlerOptions['settings']) => ({
  ...{ chromium, searchPath },
  ...(dataFolder !== undefined && { dataFolder }),
})

const browserParts = (settings: CrawlerOptions['settings'], limits: Limits, log: Log) => ({
  ...browserSettings(settings),
  agent: userAgent(settings.contact),
  limits,
  log,
})

/** Without a condition nothing is "unchanged": what says so is a failure before it comes here. */
const neverAsked = { kind: 'failed', why: 'it answers "not modified" (304), which was not asked' } as const

const tooEarly = { kind: 'failed', why: 'stopped: before it was asked' } as const

const whyOf = (outcome: object): unknown => ('why' in outcome ? outcome.why : undefined)

function openLanes(ask: (errand: Errand) => Promise<Exchanged>, log: Log) {
  const lanes = new Map<string, Promise<Lane>>()
  return {
    of: (id: string): Promise<Lane> => {
      const open = lanes.get(id)
      if (open) return open
      // Crawlee takes a quarter of a second to load, which commands that fetch nothing need not pay.
      const lane = import('./lane.ts').then(({ openLane }) => openLane(id, ask, log, () => lanes.delete(id)))
      lanes.set(id, lane)
      return lane
    },
    close: async (): Promise<void> => {
      await Promise.all([...lanes.values()].map(async (lane) => (await lane).close()))
    },
  }
}
