import pLimit, { type LimitFunction } from 'p-limit'
import type { Settings } from '../../config/settings.ts'
import type { Marketplace } from '../model/marketplace.ts'
import type { Validators } from '../model/page.ts'
import type { Log } from '../telemetry/log.ts'
import type { Errand, Exchanged } from './exchange.ts'
import { type Limits, picturesAtOnceMax } from './limits.ts'
import { type Declared, declaredOrigins, isDeclared, readAddress } from './origins.ts'
import type { Proxies } from './proxies.ts'
import { requestHeaders, userAgent } from './request-headers.ts'
import { type NotAllowed, openRobots, type RobotsAnswer } from './robots.ts'

/** The settings that say what may be asked, and how. */
export type ErrandSettings = Pick<Settings, 'origins' | 'allowLoopback' | 'robotsOverrides' | 'contact'> &
  Partial<Pick<Settings, 'browser'>>

export type Market = {
  id: string
  declared: Declared
  obeysRobots: boolean
  inBrowser: boolean
  pictures: LimitFunction
  /** The territory whose address it is; '' where several have it, or none. */
  territoryAt(url: string): string
}
/** What is asked for, by whom; as `Errand` names it. */
export type Wanted = {
  what: 'page' | 'picture' | 'asset'
  url: string
  headers?: Record<string, string>
  territory?: string | undefined
  who?: Errand['who'] | undefined
  since?: Validators | null | undefined
}

/** How a marketplace is asked; warns where its robots.txt is not obeyed. */
export function marketOf(marketplace: Marketplace, settings: ErrandSettings, log: Log): Market {
  const { id } = marketplace
  const reason = settings.robotsOverrides.get(id)
  if (reason !== undefined) log.warn({ marketplace: id, reason }, 'robots.txt is not obeyed here, for the reason given')
  const declared = declaredOrigins(marketplace, settings.origins.get(id))
  // A page on an origin of the operator's own is one that was saved: what it says is in it already.
  const needsBrowser = marketplace.needs === 'browser' && declared.override === null
  const inBrowser = needsBrowser || (settings.browser ?? []).includes(id)
  const territoryAt = (url: string): string => {
    const origin = URL.canParse(url) ? new URL(url).origin : ''
    const [first, ...others] = marketplace.territories.filter((each) => each.origin === origin)
    return first && others.length === 0 ? first.id : ''
  }
  const pictures = pLimit(picturesAtOnceMax)
  return { id, declared, obeysRobots: reason === undefined, inBrowser, pictures, territoryAt }
}

export type ErrandFor = (market: Market, wanted: Wanted, signal: AbortSignal) => Promise<Errand | NotAllowed>

type Parts = {
  settings: ErrandSettings
  proxies: Proxies
  limits: Limits
  ask: (errand: Errand) => Promise<Exchanged>
  /** Stops what nobody alone waits for. */
  closing: AbortSignal
  now: () => Date
}

/** Everything that must hold before an address is asked. */
export function openErrands(parts: Parts): ErrandFor {
  const { settings, proxies, limits } = parts
  const checkRobots = robotsChecker(parts)
  return async (market, wanted, signal) => {
    const address = readAddress(wanted.url)
    if ('why' in address) return { kind: 'refused', why: address.why }
    const { url } = address
    const declared = market.declared[wanted.what]
    const { wall } = market.declared
    if (isDeclared(url, wall)) return { kind: 'refused', why: `sent to ${url.origin}, the sign-in`, wall: true }
    if (!isDeclared(url, declared)) return { kind: 'refused', why: `${url.origin} is not an address of ${market.id}` }
    const common = {
      declared,
      wall,
      override: settings.allowLoopback ? market.declared.override : null,
      route: proxies.routeOf(market.id, url, wanted.territory),
    }
    if (market.obeysRobots) {
      const said = await checkRobots(url, common)
      if (said.kind !== 'allowed') return said
    }
    const headers = requestHeaders(userAgent(settings.contact), wanted.what, wanted.headers)
    const bytesMax = wanted.what === 'picture' ? limits.pictureBytesMax : limits.bodyBytesMax
    const { who, since } = wanted
    return { ...common, url, headers, bytesMax, signal, ...(who && { who }), ...(since !== undefined && { since }) }
  }
}

/** What robots.txt says holds for all that ask. */
const everybody = { marketplace: '', watch: '', territory: '' }

type Common = Pick<Errand, 'declared' | 'wall' | 'override' | 'route'>
type CheckRobots = (url: URL, common: Common) => Promise<RobotsAnswer>

function robotsChecker({ settings, limits, ask, closing, now }: Parts): CheckRobots {
  const robots = openRobots(now)
  const headers = requestHeaders(userAgent(settings.contact), 'page')
  // Whoever asks first may leave while others wait for the same robots.txt: only the end of the crawler stops it.
  return (url, common) =>
    robots.check(url, (robotsUrl, since) =>
      ask({
        ...common,
        url: robotsUrl,
        headers,
        who: everybody,
        since,
        bytesMax: limits.robotsBytesMax,
        cut: true,
        signal: closing,
      }),
    )
}
