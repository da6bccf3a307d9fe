import { dice } from './dice.ts'
import type { Gate } from './pages/other-pages.ts'

/** What a request is for. */
export const requestKinds = ['search', 'listing', 'seller', 'picture', 'home', 'robots', 'other'] as const
export type RequestKind = (typeof requestKinds)[number]

export type Asked = { kind: RequestKind; path: string; territory: string; keyword: string }

/**
 * Which requests a trouble falls on: all conditions must hold. Without `on`, what the trouble is made for (see
 * `usualOn`); `on` is a kind of request or a pattern for path and query. `requestsBefore` lets that many pass first,
 * `requestsMax` ends it after so many, `probability` throws dice that depend on the seed and on how many came before.
 */
export type Where = {
  on?: RequestKind | readonly RequestKind[] | RegExp
  territory?: string
  keyword?: string
  requestsBefore?: number
  requestsMax?: number
  probability?: number
}

export type Mishap =
  | { kind: 'robots-disallow'; what?: 'all' | 'search' }
  | { kind: 'robots-missing' }
  | { kind: 'robots-broken' }
  | { kind: 'too-many-requests'; retryAfterSeconds?: number }
  | { kind: 'unavailable'; retryAfterSeconds?: number }
  /** A page for those who are taken for robots; `by` is a captcha unless said otherwise. */
  | { kind: 'block-page'; by?: Gate; status?: 200 | 403 | 503 }
  | { kind: 'changed-layout'; part?: 'all' | 'cards' | 'prices' }
  /**
   * Who brings no cookie is given one and sent to the same place again; it lets in who brings it. With `never` it knows
   * nobody.
   */
  | { kind: 'cookie-wall'; never?: true }
  /** "Not modified" (304), whoever asks and whatever they have. */
  | { kind: 'not-modified' }
  /** 403, and no word about why. */
  | { kind: 'forbidden' }
  /** A redirect to a sign-in on a host of its own, where nobody listens. */
  | { kind: 'sign-in-elsewhere' }
  /** A page without results that does not say that there are none. */
  | { kind: 'empty-shell' }
  /** Every search says that there are no results, as a market does that hides them from robots. */
  | { kind: 'hidden-results' }
  /** The answer begins `delayMs` late; with `drip` it comes in small pieces, each that late. */
  | { kind: 'slow'; delayMs: number; drip?: boolean }
  /** The body ends early: with a reset in the middle of what was announced, or as if that were all. Default: a reset. */
  | { kind: 'truncated'; how?: 'reset' | 'silent'; share?: number }
  | { kind: 'charset'; header: string; bytes: string }
  | { kind: 'redirect-loop' }
  | { kind: 'redirect-home' }
  | { kind: 'gone'; status: 404 | 410 | 200 }
  /** Prices are those of another territory, printed as there. */
  | { kind: 'currency'; as: string }
  /** A listing as shops build them today: its price comes by a request of its script, its pictures when they come into view. */
  | { kind: 'lively' }
  /** So much higher, in bands of colours that follow each other: a picture of it shows whether anything is left out. */
  | { kind: 'tall'; pixels: number }
  /** Nothing but the question whether cookies are agreed to. */
  | { kind: 'consent-wall' }
  /** `refused`: nobody listens while it lasts, whatever its conditions; `reset`: the connection is cut. */
  | { kind: 'dead'; how: 'refused' | 'reset' }

export type Trouble = Mishap & Where

const pages: readonly RequestKind[] = ['search', 'listing']

function usualOn(trouble: Mishap): readonly RequestKind[] {
  switch (trouble.kind) {
    case 'robots-disallow':
    case 'robots-missing':
    case 'robots-broken':
      return ['robots']
    case 'empty-shell':
    case 'hidden-results':
      return ['search']
    case 'gone':
    case 'lively':
    case 'tall':
      return ['listing']
    case 'dead':
      return requestKinds
    default:
      return pages
  }
}

/** The troubles that are on, and how often each was met. */
export type TroubleBook = {
  /** @returns what befalls this request: every trouble that applies, in the order they were set */
  meet(asked: Asked): Mishap[]
  set(troubles: readonly Trouble[]): void
  /** How many requests each kind of trouble fell on, since the bazaar opened. */
  counts(): Partial<Record<Mishap['kind'], number>>
}

export function troubleBook(seed: number): TroubleBook {
  let open: { trouble: Trouble; met: number; struck: number }[] = []
  const counts: Partial<Record<Mishap['kind'], number>> = {}
  const strikes = (entry: (typeof open)[number], at: number): boolean => {
    const { requestsBefore = 0, requestsMax = Number.POSITIVE_INFINITY, probability = 1 } = entry.trouble
    entry.met += 1
    if (entry.met <= requestsBefore || entry.struck >= requestsMax) return false
    if (probability < 1 && !dice(seed, 'trouble', at, entry.met).chance(probability)) return false
    entry.struck += 1
    return true
  }
  return {
    meet: (asked) => {
      const struck = open.filter((entry, at) => isFor(entry.trouble, asked) && strikes(entry, at))
      for (const { trouble } of struck) counts[trouble.kind] = (counts[trouble.kind] ?? 0) + 1
      return struck.map(({ trouble }) => trouble)
    },
    set: (troubles) => {
      open = troubles.map((trouble) => ({ trouble, met: 0, struck: 0 }))
    },
    counts: () => ({ ...counts }),
  }
}

function isFor(trouble: Trouble, asked: Asked): boolean {
  const { on = usualOn(trouble), territory = asked.territory, keyword = asked.keyword } = trouble
  if (territory !== asked.territory || keyword !== asked.keyword) return false
  if (on instanceof RegExp) return on.test(asked.path)
  return typeof on === 'string' ? on === asked.kind : on.includes(asked.kind)
}
