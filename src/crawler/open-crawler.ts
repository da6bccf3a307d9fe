import pLimit, { type LimitFunction } from 'p-limit'
import type { Settings } from '../../config/settings.ts'
import type { Marketplace } from '../model/marketplace.ts'
import type { Log } from '../telemetry/log.ts'
import { openPageBrowser } from './browser.ts'
import { type Lookup, openConnections, systemLookup } from './connect.ts'
import type { Crawler } from './crawler.ts'
import { type Errand, type Exchanged, exchange } from './exchange.ts'
import type { Lane } from './lane.ts'
import { defaultLimits, type Limits, picturesAtOnceMax } from './limits.ts'
import { type Declared, declaredOrigins, isDeclared, readAddress } from './origins.ts'
import { pageOutcome, pictureOutcome } from './outcomes.ts'
import type { AskForPage } from './page-requests.ts'
import { openPatience, type Patience } from './patience.ts'
import { openProxies, type Proxies } from './proxies.ts'
import { requestHeaders, userAgent } from './request-headers.ts'
import { type NotAllowed, openRobots, type RobotsAnswer } from './robots.ts'
import { bothSignals, unlessAborted, within } from './signals.ts'

export type CrawlerOptions = {
  /** Every marketplace that may be asked; a request for another is refused. */
  marketplaces: readonly Marketplace[]
  settings: Pick<Settings, 'origins' | 'allowLoopback' | 'robotsOverrides' | 'contact'> &
    Partial<Pick<Settings, 'proxies' | 'browser' | 'chromium' | 'searchPath'>>
  log: Log
  now: () => Date
  /** For tests: how names become addresses, and smaller limits. */
  lookup?: Lookup
  limits?: Partial<Limits>
}

type Market = {
  id: string
  declared: Declared
  obeysRobots: boolean
  inBrowser: boolean
  pictures: LimitFunction
}
type Wanted = { what: 'page' | 'picture' | 'asset'; url: string; headers?: Record<string, string>; territory?: string }

/**
 * Opens nothing but empty pools; a lane is made when its marketplace is first asked for a page. Stopped requests give
 * `failed` with a `why` that begins with "stopped". `close` takes at most 5 s, and what is asked after it fails.
 */
export function openCrawler(options: CrawlerOptions): Crawler {
  const { settings, log, now } = options
  const limits: Limits = { ...defaultLimits, ...options.limits }
  const lookup = options.lookup ?? systemLookup
  const connections = openConnections(lookup, limits)
  const proxies = openProxies({ ...options, lookup, limits })
  const ask = (errand: Errand): Promise<Exchanged> =>
    errand.route
      ? proxies.through(errand.route, (way) => exchange(errand, way, limits))
      : exchange(errand, connections, limits)
  const markets = new Map(options.marketplaces.map((each) => [each.id, marketOf(each, settings, log)]))
  const closing = new AbortController()
  const lanes = openLanes(ask, log)
  const browser = openPageBrowser(browserParts(settings, limits, log))
  const errandFor = errandMaker(openCrawlerRobots(options, limits, ask, closing.signal), proxies, limits, settings)

  const patience = openPatience(now)
  const asksOf = pageAsker(errandFor, ask)

  /** Looks at the rules, then lets `run` have the errand. */
  const carryOut = async (
    id: string,
    wanted: Wanted,
    signal: AbortSignal,
    run: (errand: Errand, market: Market) => Promise<Exchanged | NotAllowed>,
  ): Promise<Exchanged | NotAllowed> => {
    const market = markets.get(id)
    if (!market) return { kind: 'refused', why: `there is no marketplace "${id}"` }
    const either = bothSignals(signal, closing.signal)
    try {
      const errand = await unlessAborted(either.signal, errandFor(market, wanted, either.signal), tooEarly)
      return 'kind' in errand ? errand : await run(errand, market)
    } finally {
      either.release()
    }
  }

  return {
    fetch: async ({ marketplace, ...asked }, { signal, trace, territory, jar }) => {
      const wanted: Wanted = { what: 'page', ...asked, ...(territory !== undefined && { territory }) }
      const run = async (errand: Errand, market: Market): Promise<Exchanged | NotAllowed> =>
        market.inBrowser
          ? browser.open(errand, jar === undefined ? null : `${marketplace} ${jar}`, asksOf(market, territory))
          : (await lanes.of(marketplace)).run(errand)
      const outcome = pageOutcome(await carryOut(marketplace, wanted, signal, run), now())
      log.debug({ trace, marketplace, url: asked.url, kind: outcome.kind, why: whyOf(outcome) }, 'asked for a page')
      return outcome
    },
    fetchPicture: async ({ marketplace, url }, { signal, trace }) => {
      const wanted: Wanted = { what: 'picture', url }
      const run = (errand: Errand, market: Market): Promise<Exchanged> =>
        market.pictures(() => askPatiently(patience, errand, ask))
      const outcome = pictureOutcome(await carryOut(marketplace, wanted, signal, run))
      log.debug({ trace, marketplace, url, kind: outcome.kind, why: whyOf(outcome) }, 'asked for a picture')
      return outcome
    },
    close: async () => {
      closing.abort(new Error('the crawler is closing'))
      const ended = Promise.all([lanes.close(), browser.close(), connections.destroy(), proxies.destroy()])
      if (!(await within(limits.closeMs, ended))) log.warn('the crawler was left before it had ended')
    },
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

/** What a page in the browser asks for is an errand like any other, with the browser's method, body and cookies. */
const pageAsker =
  (errandFor: ReturnType<typeof errandMaker>, ask: (errand: Errand) => Promise<Exchanged>) =>
  (market: Market, territory: string | undefined) =>
  (signal: AbortSignal): AskForPage =>
  async ({ what, url, headers, cookie, method, body }) => {
    const wanted = { what, url, headers, ...(territory !== undefined && { territory }) }
    const errand = await errandFor(market, wanted, signal)
    if ('kind' in errand) return errand
    return ask({
      ...errand,
      headers: cookie === '' ? errand.headers : { ...errand.headers, cookie },
      ...(method === 'POST' && { method, ...(body && { body }) }),
      ...(what === 'page' && { oneHop: true }),
    })
  }

const browserParts = (settings: CrawlerOptions['settings'], limits: Limits, log: Log) => ({
  chromium: settings.chromium ?? null,
  searchPath: settings.searchPath ?? null,
  agent: userAgent(settings.contact),
  limits,
  log,
})

const tooEarly = { kind: 'failed', why: 'stopped: before it was asked' } as const

const whyOf = (outcome: object): unknown => ('why' in outcome ? outcome.why : undefined)

function marketOf(marketplace: Marketplace, settings: CrawlerOptions['settings'], log: Log): Market {
  const { id } = marketplace
  const reason = settings.robotsOverrides.get(id)
  if (reason !== undefined) log.warn({ marketplace: id, reason }, 'robots.txt is not obeyed here, for the reason given')
  const declared = declaredOrigins(marketplace, settings.origins.get(id))
  // A page on an origin of the operator's own is one that was saved: what it says is in it already.
  const needsBrowser = marketplace.needs === 'browser' && declared.override === null
  const inBrowser = needsBrowser || (settings.browser ?? []).includes(id)
  return { id, declared, obeysRobots: reason === undefined, inBrowser, pictures: pLimit(picturesAtOnceMax) }
}

type Common = Pick<Errand, 'declared' | 'override' | 'route'>
type CheckRobots = (url: URL, common: Common) => Promise<RobotsAnswer>

function openCrawlerRobots(
  { settings, now }: CrawlerOptions,
  limits: Limits,
  ask: (errand: Errand) => Promise<Exchanged>,
  signal: AbortSignal,
): CheckRobots {
  const robots = openRobots(now)
  const headers = requestHeaders(userAgent(settings.contact), 'page')
  // Whoever asks first may leave while others wait for the same robots.txt: only the end of the crawler stops it.
  return (url, common) =>
    robots.check(url, (robotsUrl) =>
      ask({ ...common, url: robotsUrl, headers, bytesMax: limits.robotsBytesMax, cut: true, signal }),
    )
}

/** Everything that must hold before an address is asked. */
const errandMaker =
  (checkRobots: CheckRobots, proxies: Proxies, limits: Limits, settings: CrawlerOptions['settings']) =>
  async (market: Market, wanted: Wanted, signal: AbortSignal): Promise<Errand | NotAllowed> => {
    const address = readAddress(wanted.url)
    if ('why' in address) return { kind: 'refused', why: address.why }
    const { url } = address
    const declared = market.declared[wanted.what]
    if (!isDeclared(url, declared)) return { kind: 'refused', why: `${url.origin} is not an address of ${market.id}` }
    const common = {
      declared,
      override: settings.allowLoopback ? market.declared.override : null,
      route: proxies.routeOf(market.id, url, wanted.territory),
    }
    if (market.obeysRobots) {
      const said = await checkRobots(url, common)
      if (said.kind !== 'allowed') return said
    }
    const headers = requestHeaders(userAgent(settings.contact), wanted.what, wanted.headers)
    const bytesMax = wanted.what === 'picture' ? limits.pictureBytesMax : limits.bodyBytesMax
    return { ...common, url, headers, bytesMax, signal }
  }

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
