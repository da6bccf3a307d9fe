import { type Dispatcher, errors } from 'undici'
import type { Validators } from '../model/page.ts'
import { readBody } from './body.ts'
import { AddressRefused, type Way } from './connect.ts'
import type { Limits } from './limits.ts'
import { isDeclared, readAddress, shortened } from './origins.ts'
import type { Route } from './proxy-route.ts'
import { withoutKeys } from './request-headers.ts'
import { ProxyFailed } from './tunnel.ts'
import { isConditional, withoutCondition } from './validators.ts'

/** A session's cookies. */
export type Cookies = {
  /** What is sent to an address; '' for none. */
  headerFor(url: URL): string
  take(url: URL, setCookies: readonly string[]): void
}

/** One thing to fetch, and the rules for it. */
export type Errand = {
  url: URL
  headers: Record<string, string>
  /** Origins that may be asked, redirects too; see origins.ts. */
  declared: readonly string[]
  /** Origins of a sign-in: a redirect there is refused, and said to be that. */
  wall?: readonly string[]
  /** The operator's own origin: the only one that may be on this machine, or leave TLS. */
  override: string | null
  /** The proxies to go through; null without. */
  route: Route | null
  bytesMax: number
  /** Keep the first `bytesMax` bytes of a longer body instead of failing. */
  cut?: true
  signal: AbortSignal
  /** For whom it is; nobody's without. `hasCookies`: a session goes along. */
  who?: { marketplace: string; watch: string; territory: string; hasCookies?: true }
  /** Sent along, and kept, at every hop. */
  cookies?: Cookies
  /** What its earlier reading can be asked again with; null when with nothing. Left out: it is not asked that way. */
  since?: Validators | null
  /** What a browser's page sends; a page of ours is asked for by GET, without a body. */
  method?: 'POST'
  body?: Buffer
  /** A browser follows redirects itself: one that may be followed is the answer, with its absolute `location`. */
  oneHop?: true
}

/** `setCookies`: what the site wants kept, for a browser's jar. 304 comes only to a condition. */
export type Response = {
  kind: 'response'
  url: URL
  status: number
  headers: Record<string, string>
  bytes: Buffer
  setCookies?: readonly string[]
  validators?: Validators
}
/** `redirects`: there were more of them than are followed. `proxy`: it opened no way, so nothing was asked. */
export type NoResponse =
  | { kind: 'refused'; why: string; wall?: true }
  | { kind: 'failed'; why: string; redirects?: true; proxy?: ProxyFailed['of'] }
export type Exchanged = Response | NoResponse

type Hop = Response | { kind: 'redirect'; status: number; to: string; setCookies: readonly string[] } | NoResponse

const redirects = new Set([301, 302, 303, 307, 308])

/**
 * Asks for an address and follows its redirects; every hop is checked for origin, scheme and address.
 * @returns the whole response whatever its status, or why there is none; never throws for what the network does
 */
export async function exchange(errand: Errand, way: Way, limits: Limits): Promise<Exchanged> {
  const stop = new AbortController()
  const stopped = (): void => stop.abort(errand.signal.reason)
  const clock = setTimeout(() => stop.abort(new OutOfTime(limits.totalMs)), limits.totalMs)
  errand.signal.addEventListener('abort', stopped, { once: true })
  if (errand.signal.aborted) stopped()
  try {
    return await follow(errand, way, limits, stop.signal)
  } catch (error) {
    return whatWentWrong(error, stop.signal)
  } finally {
    clearTimeout(clock)
    errand.signal.removeEventListener('abort', stopped)
  }
}

async function follow(errand: Errand, way: Way, limits: Limits, signal: AbortSignal): Promise<Exchanged> {
  const asked = new Set<string>()
  let url = errand.url
  let asking = errand
  while (asked.size <= limits.redirectsMax) {
    asked.add(askedAs(url, errand))
    const hop = await ask(url, asking, way, limits, signal)
    if ('setCookies' in hop && hop.setCookies && hop.setCookies.length > 0) errand.cookies?.take(url, hop.setCookies)
    if (hop.kind !== 'redirect') return hop
    const next = readAddress(hop.to, url)
    if ('why' in next) return { kind: 'failed', why: `a redirect (${hop.status}) leads nowhere: ${next.why}` }
    const why = redirectRefusal(url, next.url, errand)
    if (why !== null) return { kind: 'refused', why, ...(isDeclared(next.url, errand.wall ?? []) && { wall: true }) }
    if (errand.oneHop) {
      const { status, setCookies } = hop
      return { kind: 'response', url, status, headers: { location: next.url.href }, bytes: Buffer.alloc(0), setCookies }
    }
    if (hop.status < 307) asking = withoutBody(asking)
    asking = { ...asking, headers: withoutCondition(asking.headers) }
    if (asked.has(askedAs(next.url, errand))) {
      return { kind: 'failed', why: `redirects go round in a circle at ${shortened(next.url.href)}`, redirects: true }
    }
    url = next.url
  }
  return { kind: 'failed', why: `more than ${limits.redirectsMax} redirects`, redirects: true }
}

/** The same address with other cookies is another question: some sites look first whether cookies come back. */
const askedAs = (url: URL, { cookies }: Errand): string => `${url.href}\n${cookies?.headerFor(url) ?? ''}`

/** 301, 302 and 303 are followed by GET, as browsers do (RFC 9110 §15.4). */
function withoutBody({ method: _, body: __, ...errand }: Errand): Errand {
  return errand
}

function redirectRefusal(from: URL, to: URL, errand: Errand): string | null {
  const where = `redirected to ${shortened(to.href)}`
  if (from.protocol === 'https:' && to.protocol !== 'https:' && to.origin !== errand.override) {
    return `${where}, which is not encrypted`
  }
  return isDeclared(to, errand.declared) ? null : `${where}, which is not an address of this marketplace`
}

async function ask(url: URL, errand: Errand, way: Way, limits: Limits, signal: AbortSignal): Promise<Hop> {
  const dispatcher = url.origin === errand.override ? way.loopback : way.open
  const answer = await dispatcher.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method: errand.method ?? 'GET',
    body: errand.body ?? null,
    headers: headersFor(url, errand),
    signal,
  })
  const headers = plainHeaders(answer.headers)
  const status = answer.statusCode
  const setCookies = [answer.headers['set-cookie'] ?? []].flat()
  const to = redirects.has(status) ? headers['location'] : undefined
  if (to !== undefined) {
    await drop(answer.body)
    return { kind: 'redirect', status, to, setCookies }
  }
  const why = refusedBeforeReading(status, headers, errand) ?? unaskedFor(status, errand)
  if (why !== null) {
    await drop(answer.body)
    return { kind: 'failed', why }
  }
  const body = await readBody(answer.body, headers['content-encoding'], {
    packedBytesMax: limits.packedBytesMax,
    bytesMax: errand.bytesMax,
    ...(errand.cut && { cut: true }),
  })
  return body.kind === 'failed' ? body : { kind: 'response', url, status, headers, bytes: body.bytes, setCookies }
}

function headersFor(url: URL, { url: first, headers, cookies }: Errand): Record<string, string> {
  const own = url.origin === first.origin ? headers : withoutKeys(headers)
  const cookie = cookies?.headerFor(url) ?? ''
  return cookie === '' ? own : { ...own, cookie }
}

function refusedBeforeReading(status: number, headers: Record<string, string>, errand: Errand): string | null {
  // We never ask for a part: half a page read as a whole one would lose listings in silence.
  if (status === 206) return 'only a part of the page came (206), which was not asked for'
  const length = Number(headers['content-length'])
  if (!errand.cut && length > errand.bytesMax)
    return `the body is said to be ${length} bytes, more than ${errand.bytesMax}`
  return null
}

/** There is no earlier reading that "not modified" could stand for. */
const unaskedFor = (status: number, { headers }: Errand): string | null =>
  status === 304 && !isConditional(headers) ? 'it answers "not modified" (304), which was not asked' : null

/** The rest of a body that nobody wants: read if it is short, so that the connection stays; cut off if not. */
const restBytesMax = 16_384
const drop = (body: Dispatcher.ResponseData['body']): Promise<void> => body.dump({ limit: restBytesMax })

/** Names are in lower case already; a repeated header becomes one. Cookies are told apart, since most of them end here. */
function plainHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const entries = Object.entries(headers).filter(([name, value]) => name !== 'set-cookie' && value !== undefined)
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : `${value}`]),
  )
}

class OutOfTime extends Error {
  constructor(totalMs: number) {
    super(`no whole page within ${totalMs / 1000} s`)
  }
}

function whatWentWrong(error: unknown, signal: AbortSignal): NoResponse {
  if (signal.aborted) {
    const { reason } = signal
    return { kind: 'failed', why: reason instanceof OutOfTime ? reason.message : `stopped: ${sentence(reason)}` }
  }
  const cause = innermost(error)
  if (cause instanceof AddressRefused) return { kind: 'refused', why: cause.message }
  if (cause instanceof ProxyFailed) return { kind: 'failed', why: cause.message, proxy: cause.of }
  if (cause instanceof errors.HeadersTimeoutError) return { kind: 'failed', why: 'no answer in time (headers)' }
  if (cause instanceof errors.BodyTimeoutError) return { kind: 'failed', why: 'the body stopped coming' }
  if (cause instanceof errors.ConnectTimeoutError) return { kind: 'failed', why: 'no connection in time' }
  if (cause instanceof errors.HeadersOverflowError) return { kind: 'failed', why: 'the headers are too long' }
  if (cause instanceof errors.ResponseContentLengthMismatchError) {
    return { kind: 'failed', why: 'the body is not as long as its header says' }
  }
  return { kind: 'failed', why: `the connection failed: ${sentence(cause)}` }
}

/** Several addresses tried give one error that holds the others. */
function innermost(error: unknown): unknown {
  if (error instanceof AggregateError)
    return error.errors.find((each) => each instanceof AddressRefused) ?? error.errors[0]
  return error
}

const sentence = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return error.message.includes(code) ? error.message : `${error.message} (${code})`
}
