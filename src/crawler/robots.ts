import { decodeBody } from '../model/charset.ts'
import type { Validators } from '../model/page.ts'
import type { Exchanged } from './exchange.ts'
import { retryAfterMs } from './retry-after.ts'
import { allowAll, type RobotsRules, readRobots } from './robots-rules.ts'

/** Why an address is not asked, now or at all. */
export type NotAllowed =
  | { kind: 'refused'; why: string; wall?: true }
  | { kind: 'failed'; why: string }
  | { kind: 'wait'; delayMs: number; why: string }

/** What robots.txt says to one address. */
export type RobotsAnswer = { kind: 'allowed' } | NotAllowed

export type Robots = {
  /** @param ask fetches the robots.txt, by the rules that hold for the page itself; never throws */
  check(url: URL, ask: AskForRobots): Promise<RobotsAnswer>
}

/** @param since what the rules that are known can be asked again with */
export type AskForRobots = (robots: URL, since: Validators | null) => Promise<Exchanged>

/** RFC 9309 §2.4: not used for longer than a day, unless it cannot be had again. */
const keptMs = 24 * 3_600_000
/** While a site's robots.txt fails with 5xx, nothing is asked; this is how often it is tried again. */
const brokenMs = 5 * 60_000
/** Origins held at once; declared origins are few, but `*.host` may have many. The oldest goes first. */
const originsMax = 500

type Known = { rules: RobotsRules; untilMs: number; why?: string; validators?: Validators }

/** Keeps each origin's robots.txt; asks for one of an origin at a time, whoever waits for it. */
export function openRobots(now: () => Date): Robots {
  const known = new Map<string, Known>()
  const underWay = new Map<string, Promise<Known | NotAllowed>>()

  const keep = (origin: string, entry: Known): Known => {
    known.delete(origin)
    known.set(origin, entry)
    for (const oldest of known.keys()) {
      if (known.size <= originsMax) break
      known.delete(oldest)
    }
    return entry
  }

  const load = (origin: string, exchanged: Exchanged): Known | NotAllowed => {
    const old = known.get(origin)
    if (exchanged.kind === 'response' && exchanged.status === 304 && old) {
      return keep(origin, { ...old, untilMs: now().getTime() + keptMs })
    }
    const read = readAnswer(origin, exchanged, now())
    if ('kind' in read) {
      // "unless the robots.txt file is unreachable": an old one is better than none.
      return old && read.kind === 'failed' && old.why === undefined ? old : read
    }
    return keep(origin, read)
  }

  const loadOnce = (origin: string, ask: AskForRobots): Promise<Known | NotAllowed> => {
    const started = underWay.get(origin)
    if (started) return started
    const loading = ask(new URL('/robots.txt', origin), known.get(origin)?.validators ?? null)
      .then((exchanged) => load(origin, exchanged))
      .finally(() => underWay.delete(origin))
    underWay.set(origin, loading)
    return loading
  }

  const check: Robots['check'] = async (url, ask) => {
    const kept = known.get(url.origin)
    const entry = kept && kept.untilMs > now().getTime() ? kept : await loadOnce(url.origin, ask)
    if ('kind' in entry) return entry
    if (entry.why !== undefined) return { kind: 'refused', why: entry.why }
    const said = entry.rules(url)
    if (said.allowed) return { kind: 'allowed' }
    return { kind: 'refused', why: `robots.txt of ${url.origin} does not allow it ("${said.rule}")` }
  }
  return { check }
}

/** RFC 9309 §2.3.1: 4xx and too many redirects mean that there are no rules; 5xx and no answer mean "stay away". */
function readAnswer(origin: string, exchanged: Exchanged, now: Date): Known | NotAllowed {
  const day = { untilMs: now.getTime() + keptMs }
  if (exchanged.kind === 'refused') return { kind: 'refused', why: `robots.txt of ${origin}: ${exchanged.why}` }
  if (exchanged.kind === 'failed') {
    // It is the way that is broken, not the site, and that is what the operator has to know.
    if (exchanged.proxy) return { kind: 'failed', why: exchanged.why }
    if (exchanged.redirects) return { rules: allowAll, ...day }
    return {
      kind: 'failed',
      why: `robots.txt of ${origin} cannot be read, so nothing is asked for now: ${exchanged.why}`,
    }
  }
  const { status, headers, bytes, validators } = exchanged
  const retryAfter = headers['retry-after']
  if (status === 429 || (status === 503 && retryAfter !== undefined)) {
    return { kind: 'wait', delayMs: retryAfterMs(retryAfter, now), why: `robots.txt of ${origin} answers ${status}` }
  }
  if (status >= 500) {
    const why = `robots.txt of ${origin} answers ${status}, which forbids everything for now`
    return { rules: allowAll, untilMs: now.getTime() + brokenMs, why }
  }
  if (status === 304) {
    return { kind: 'failed', why: `robots.txt of ${origin} is said to be unchanged, but is no longer known` }
  }
  if (status < 200 || status >= 300) return { rules: allowAll, ...day }
  const rules = readRobots(origin, decodeBody(bytes, 'text/plain; charset=utf-8'))
  return { rules, ...day, ...(validators && { validators }) }
}
