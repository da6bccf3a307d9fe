import type { Settings } from '../../config/settings.ts'
import type { Marketplace } from '../model/marketplace.ts'
import type { ApiRequest, Credentials, MarketplaceApi } from '../model/marketplace-api.ts'
import type { Page } from '../model/page.ts'
import type { SearchQuery } from '../model/search-query.ts'
import { canSort } from '../model/sort.ts'
import type { Log } from '../telemetry/log.ts'
import { type Lookup, openConnections, systemLookup } from './connect.ts'
import type { FetchOutcome } from './crawler.ts'
import { type Errand, exchange } from './exchange.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { pageOutcome } from './outcomes.ts'
import { openProxies } from './proxies.ts'
import { requestHeaders, userAgent } from './request-headers.ts'
import { bothSignals } from './signals.ts'
import { openTokens, type Tokens } from './tokens.ts'

/**
 * What came of asking an official API. `pages`: it was not asked, or did not let us; the site's pages are the way then,
 * and `why` is worth a warning (`null`: there is no key, or the API does not serve the territory or the order).
 */
export type ApiAnswer =
  | { kind: 'page'; page: Page }
  | { kind: 'pages'; why: string | null }
  | Exclude<FetchOutcome, { kind: 'page' | 'refused' }>

/**
 * The way to marketplaces that one has a key to. robots.txt is not asked: it is for those who come without one. What is
 * sent and what comes back is said and handed on without the secrets in it.
 */
export type Apis = {
  ask(market: Marketplace, query: SearchQuery, options: { signal: AbortSignal; trace: string }): Promise<ApiAnswer>
  close(): Promise<void>
}

export type ApisOptions = {
  /** Those that may be asked, for the proxies that are theirs. */
  marketplaces: readonly Marketplace[]
  settings: Pick<Settings, 'origins' | 'allowLoopback' | 'apiKeys' | 'apiCalls' | 'contact'> &
    Partial<Pick<Settings, 'proxies'>>
  /** Counts one call of the day. @returns false when they are spent, and nothing is counted */
  takeCall: (marketplace: string, callsADay: number) => Promise<boolean>
  log: Log
  now: () => Date
  /** For tests, as the crawler's. */
  lookup?: Lookup
  limits?: Partial<Limits>
}

/** Opens nothing but empty pools; tokens are fetched when they are first needed, and held in memory alone. */
export function openApis(options: ApisOptions): Apis {
  const { settings, log, now } = options
  const limits: Limits = { ...defaultLimits, ...options.limits }
  const lookup = options.lookup ?? systemLookup
  const connections = openConnections(lookup, limits)
  const proxies = openProxies({ ...options, lookup, limits })
  const closing = new AbortController()

  const send = async (id: string, api: MarketplaceApi, request: ApiRequest, signal: AbortSignal) => {
    const either = bothSignals(signal, closing.signal)
    try {
      const errand = errandOf(request, originOf(id, api, settings), settings, limits, either.signal)
      // An API is of no territory: its way is the marketplace's.
      const route = proxies.routeOf(id, errand.url)
      const came = route
        ? await proxies.through(route, (way) => exchange(errand, way, limits))
        : await exchange(errand, connections, limits)
      return withoutSecrets(pageOutcome(came, now()), request.secrets)
    } finally {
      either.release()
    }
  }
  const tokens = openTokens({
    now,
    // Whoever asks first may leave while others wait for the same token: only the end stops it.
    send: (id, api, request) => send(id, api, request, closing.signal),
  })

  const ask: Apis['ask'] = async (market, query, { signal, trace }) => {
    const { api, id } = market
    const key = settings.apiKeys.get(id)
    const callsADay = settings.apiCalls.get(id) ?? api?.callsADay ?? null
    if (!api || !key || callsADay === 0 || !api.territories.includes(query.territory)) return noKey
    if (!canSort(api.sorts, query.sort ?? 'best-match')) return noKey
    const origin = originOf(id, api, settings)
    const call = (token: string | undefined) => {
      const access = { credentials: key, now: now(), ...(token !== undefined && { token }) }
      return send(id, api, api.searchRequest({ ...query, origin }, access), signal)
    }
    const take = async () => callsADay === null || (await options.takeCall(id, callsADay))
    const answer = await askWith({ id, api, origin, key, tokens, take, call, callsADay })
    const why = 'why' in answer ? answer.why : undefined
    log.debug({ trace, marketplace: id, api: api.name, kind: answer.kind, why }, 'asked an official API')
    return answer
  }
  return {
    ask,
    close: async () => {
      closing.abort(new Error('the crawler is closing'))
      await Promise.all([connections.destroy(), proxies.destroy()])
    },
  }
}

const noKey = { kind: 'pages', why: null } as const

type Calling = {
  id: string
  api: MarketplaceApi
  origin: string
  key: Credentials
  tokens: Tokens
  take: () => Promise<boolean>
  call: (token: string | undefined) => Promise<FetchOutcome>
  callsADay: number | null
}

/** A token may have ended before its time: one that is refused is fetched anew, once. */
async function askWith({ id, api, origin, key, tokens, take, call, callsADay }: Calling): Promise<ApiAnswer> {
  for (let isAgain = false; ; isAgain = true) {
    const token = api.token ? await tokens.get(id, api, origin, key) : undefined
    if (token?.kind === 'refused') return { kind: 'pages', why: `the key to the ${api.name} was refused: ${token.why}` }
    if (token?.kind === 'failed') return { kind: 'failed', why: `no token for the ${api.name}: ${token.why}` }
    if (token?.kind === 'wait') return token
    if (!(await take()))
      return { kind: 'pages', why: `the ${callsADay} calls a day (UTC) to the ${api.name} are spent` }
    const outcome = await call(token?.token)
    if (outcome.kind === 'refused') return { kind: 'pages', why: `the ${api.name} was not asked: ${outcome.why}` }
    if (outcome.kind !== 'page' || outcome.page.status !== 401 || !token || isAgain) return outcome
    tokens.forget(id, token.token)
  }
}

const originOf = (id: string, api: MarketplaceApi, { origins }: ApisOptions['settings']): string =>
  origins.get(id) ?? api.origin

function errandOf(
  { url, headers, form }: ApiRequest,
  origin: string,
  { allowLoopback, contact, origins }: ApisOptions['settings'],
  limits: Limits,
  signal: AbortSignal,
): Errand {
  const isOverride = allowLoopback && [...origins.values()].includes(origin)
  return {
    url: new URL(url),
    headers: requestHeaders(userAgent(contact), 'page', headers),
    declared: [new URL(origin).origin],
    override: isOverride ? new URL(origin).origin : null,
    route: null,
    bytesMax: limits.bodyBytesMax,
    signal,
    ...(form !== undefined && { method: 'POST' as const, body: Buffer.from(form) }),
  }
}

/** Every secret is taken out of what may be said or kept, also as an address writes it. */
function withoutSecrets(outcome: FetchOutcome, secrets: readonly string[]): FetchOutcome {
  const forms = secrets.flatMap((each) => [
    each,
    encodeURIComponent(each),
    new URLSearchParams({ s: each }).toString().slice(2),
  ])
  const clean = (text: string): string =>
    forms.reduce((said, each) => (each === '' ? said : said.replaceAll(each, '[secret]')), text)
  if (outcome.kind !== 'page') return { ...outcome, why: clean(outcome.why) }
  return { kind: 'page', page: { ...outcome.page, url: clean(outcome.page.url), body: clean(outcome.page.body) } }
}
