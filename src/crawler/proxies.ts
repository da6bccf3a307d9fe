import type { Socket } from 'node:net'
import type { Settings } from '../../config/settings.ts'
import type { Marketplace } from '../model/marketplace.ts'
import { StartRefused } from '../model/start-refused.ts'
import type { Log } from '../telemetry/log.ts'
import type { Lookup, Way } from './connect.ts'
import type { Exchanged } from './exchange.ts'
import type { Limits } from './limits.ts'
import { openProxyHealth } from './proxy-health.ts'
import type { Route } from './proxy-route.ts'
import { readProxy, tunnelsThrough, type WebProxy } from './tunnel.ts'

export type Proxies = {
  /**
   * How a marketplace is asked; null when directly.
   * @param territory when it is known; otherwise the one whose origin is asked
   */
  routeOf(marketplace: string, url: URL, territory?: string): Route | null
  /** Has `run` try one proxy after the other; never goes without one. `via` tells them apart, without their passwords. */
  through(route: Route, run: (way: Way, via: string) => Promise<Exchanged>): Promise<Exchanged>
  /** One proxy for all of a capture, in turn; another than the named one where there is another. Null when all rest. */
  pick(route: Route, not: string | null): WebProxy | null
  /** Every proxy of the settings, once; `rests` says why it is not asked now. */
  health(): { proxy: string; rests: string | null }[]
  destroy(): Promise<void>
}

type Parts = {
  settings: Pick<Settings, 'origins' | 'allowLoopback'> & Partial<Pick<Settings, 'proxies'>>
  marketplaces: readonly Marketplace[]
  lookup: Lookup
  /** Roots in place of Node's own; for tests with an authority of their own. */
  certificates?: readonly string[]
  limits: Limits
  log: Log
  now: () => Date
}

/** One errand tries no more than so many: its job is tried again, and then the others' turn has come. */
const triesMax = 3

/** @throws StartRefused for a territory that the marketplace does not have: its searches would go without a proxy */
export function openProxies(parts: Parts): Proxies {
  const { log, now, certificates } = parts
  const watching = certificates && { certificates }
  const sockets = new Set<Socket>()
  const ways = new Map<string, Way>()
  const health = openProxyHealth()
  const wayOf = (proxy: WebProxy): Way => {
    const way =
      ways.get(proxy.key) ??
      tunnelsThrough(proxy, { ...parts, ...parts.settings, sockets, ...(watching && { watching }) })
    ways.set(proxy.key, way)
    return way
  }
  /** Why it may not be asked now. What it declines is about one marketplace. */
  const restOf = (proxy: WebProxy, { marketplace }: Route): string | null =>
    health.resting(proxy.key, now()) ?? health.resting(`${marketplace} ${proxy.key}`, now())

  const tell = (proxy: WebProxy, { marketplace }: Route, of: 'proxy' | 'target', why: string): void => {
    const key = of === 'proxy' ? proxy.key : `${marketplace} ${proxy.key}`
    if (!health.failed(key, why, now())) return
    const bound = { proxy: proxy.name, marketplace, why }
    log.warn(bound, 'a proxy does not work: it rests, longer each time, until it does')
  }
  const praise = (proxy: WebProxy, { marketplace }: Route): void => {
    const before = [health.works(proxy.key), health.works(`${marketplace} ${proxy.key}`)]
    if (before.includes(true)) log.info({ proxy: proxy.name, marketplace }, 'a proxy works again')
  }

  const through: Proxies['through'] = async (route, run) => {
    const failures: string[] = []
    let tries = 0
    for (const proxy of inTurn(route)) {
      const rest = restOf(proxy, route)
      if (rest !== null) failures.push(`${proxy.name} rests: ${rest}`)
      if (rest !== null || tries >= triesMax) continue
      tries++
      const exchanged = await run(wayOf(proxy), `${proxy.url.username}@${proxy.name}`)
      if (exchanged.kind !== 'failed') {
        if (exchanged.kind === 'response') praise(proxy, route)
        return exchanged
      }
      if (!exchanged.proxy) return { ...exchanged, why: `through ${proxy.name}: ${exchanged.why}` }
      tell(proxy, route, exchanged.proxy, exchanged.why)
      failures.push(`${proxy.name}: ${exchanged.why}`)
    }
    const which = failures.length < route.proxies.length ? 'no proxy that was tried' : 'no proxy'
    return { kind: 'failed', why: `${which} of ${route.marketplace} works (${failures.join('; ')})`, proxy: 'proxy' }
  }
  const written = [...new Set([...(parts.settings.proxies ?? new Map()).values()].flat())]
  const every = written.map(readProxy)
  const routes = new Map(parts.marketplaces.map((each) => [each.id, routesOf(each, parts.settings)]))
  return {
    routeOf: (marketplace, url, territory) => routes.get(marketplace)?.(url, territory) ?? null,
    through,
    pick: (route, not) => {
      const awake = inTurn(route).filter((proxy) => restOf(proxy, route) === null)
      return awake.find(({ name }) => name !== not) ?? awake[0] ?? null
    },
    health: () => every.map(({ key, name }) => ({ proxy: name, rests: health.resting(key, now()) })),
    destroy: async () => {
      for (const socket of sockets) socket.destroy()
      await Promise.all([...ways.values()].flatMap(({ open, loopback }) => [open.destroy(), loopback.destroy()]))
    },
  }
}

function inTurn(route: Route): readonly WebProxy[] {
  const first = route.turn++ % route.proxies.length
  return [...route.proxies.slice(first), ...route.proxies.slice(0, first)]
}

type RouteOf = (url: URL, territory?: string) => Route | null

/** Which of the lists is meant: the territory's, the marketplace's, everybody's, and then any of its territories'. */
function routesOf(
  { id, territories }: Marketplace,
  { proxies = new Map<string, readonly string[]>(), origins }: Parts['settings'],
): RouteOf {
  const named = (key: string): Route | null => {
    const written = proxies.get(key)
    return written ? { marketplace: id, proxies: written.map(readProxy), turn: 0 } : null
  }
  const known = territories.map((each) => each.id)
  for (const key of proxies.keys()) {
    const [marketplace, territory] = key.split('/')
    if (marketplace === id && territory !== undefined && !known.includes(territory)) {
      const why = `MORGIANA_PROXIES names "${key}", but the territories of ${id} are ${known.join(', ')}`
      throw new StartRefused(why, 'configuration')
    }
  }
  const lists = new Map(known.map((territory) => [territory, named(`${id}/${territory}`)]))
  // An origin of the operator's own is not meant by "everybody": the demo on this machine is in reach of no proxy.
  const general = named(id) ?? (origins.has(id) ? null : named('*'))
  const every = [...new Map([...lists.values()].flatMap((list) => list?.proxies ?? []).map((each) => [each.key, each]))]
  const any = every.length > 0 ? { marketplace: id, proxies: every.map(([, proxy]) => proxy), turn: 0 } : null
  return (url, territory) => {
    const asked = territory ?? territories.find((each) => each.origin === url.origin)?.id
    // A listing or picture whose territory nobody knows goes through one of them, rather than without.
    if (asked === undefined) return general ?? any
    return lists.get(asked) ?? general
  }
}
