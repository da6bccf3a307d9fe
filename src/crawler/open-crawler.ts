import pLimit, { type LimitFunction } from 'p-limit'
import type { Settings } from '../../config/settings.ts'
import type { Marketplace } from '../model/marketplace.ts'
import type { Log } from '../telemetry/log.ts'
import { type Lookup, openConnections, systemLookup } from './connect.ts'
import type { Crawler } from './crawler.ts'
import { type Errand, type Exchanged, exchange } from './exchange.ts'
import type { Lane } from './lane.ts'
import { defaultLimits, type Limits, picturesAtOnceMax } from './limits.ts'
import { type Declared, declaredOrigins, isDeclared, readAddress } from './origins.ts'
import { pageOutcome, pictureOutcome } from './outcomes.ts'
import { openProxies, type Proxies } from './proxies.ts'
import { requestHeaders, userAgent } from './request-headers.ts'
import { type NotAllowed, openRobots, type RobotsAnswer } from './robots.ts'
import { bothSignals, unlessAborted, within } from './signals.ts'

export type CrawlerOptions = {
  /** Every marketplace that may be asked; a request for another is refused. */
  marketplaces: readonly Marketplace[]
  settings: Pick<Settings, 'origins' | 'allowLoopback' | 'robotsOverrides' | 'contact'> &
    Partial<Pick<Settings, 'proxies'>>
  log: Log
  now: () => Date
  /** For tests: how names become addresses, and smaller limits. */
  lookup?: Lookup
  limits?: Partial<Limits>
}

type Market = { id: string; declared: Declared; obeysRobots: boolean; pictures: LimitFunction }
type Wanted = { what: 'page' | 'picture'; url: string; headers?: Record<string, string>; territory?: string }

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
  const errandFor = errandMaker(openCrawlerRobots(options, limits, ask, closing.signal), proxies, limits, settings)

  /** Looks at the rules, then lets `run` have the errand. */
  const carryOut = async (
    id: string,
    wanted: Wanted,
    signal: AbortSignal,
    run: (errand: Errand, market: Market) => Promise<Exchanged>,
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
    fetch: async ({ marketplace, ...asked }, { signal, trace, territory }) => {
      const wanted: Wanted = { what: 'page', ...asked, ...(territory !== undefined && { territory }) }
      const run = async (errand: Errand): Promise<Exchanged> => (await lanes.of(marketplace)).run(errand)
      const outcome = pageOutcome(await carryOut(marketplace, wanted, signal, run), now())
      log.debug({ trace, marketplace, url: asked.url, kind: outcome.kind, why: whyOf(outcome) }, 'asked for a page')
      return outcome
    },
    fetchPicture: async ({ marketplace, url }, { signal, trace }) => {
      const wanted: Wanted = { what: 'picture', url }
      const run = (errand: Errand, market: Market): Promise<Exchanged> => market.pictures(() => ask(errand))
      const outcome = pictureOutcome(await carryOut(marketplace, wanted, signal, run))
      log.debug({ trace, marketplace, url, kind: outcome.kind, why: whyOf(outcome) }, 'asked for a picture')
      return outcome
    },
    close: async () => {
      closing.abort(new Error('the crawler is closing'))
      const ended = Promise.all([lanes.close(), connections.destroy(), proxies.destroy()])
      if (!(await within(limits.closeMs, ended))) log.warn('the crawler was left before it had ended')
    },
  }
}

const tooEarly = { kind: 'failed', why: 'stopped: before it was asked' } as const

const whyOf = (outcome: object): unknown => ('why' in outcome ? outcome.why : undefined)

function marketOf(marketplace: Marketplace, settings: CrawlerOptions['settings'], log: Log): Market {
  const { id } = marketplace
  const reason = settings.robotsOverrides.get(id)
  if (reason !== undefined) log.warn({ marketplace: id, reason }, 'robots.txt is not obeyed here, for the reason given')
  const declared = declaredOrigins(marketplace, settings.origins.get(id))
  return { id, declared, obeysRobots: reason === undefined, pictures: pLimit(picturesAtOnceMax) }
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
    const bytesMax = wanted.what === 'page' ? limits.bodyBytesMax : limits.pictureBytesMax
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
