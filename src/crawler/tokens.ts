import type { ApiRequest, Credentials, MarketplaceApi } from '../model/marketplace-api.ts'
import type { FetchOutcome } from './crawler.ts'

export type TokenOutcome =
  | { kind: 'token'; token: string }
  | { kind: 'refused'; why: string }
  | { kind: 'failed'; why: string }
  | { kind: 'wait'; delayMs: number; why: string }

export type Tokens = {
  /** The marketplace's token, fetched when there is none that still holds; one fetch at a time, whoever waits for it. */
  get(marketplace: string, api: MarketplaceApi, origin: string, key: Credentials): Promise<TokenOutcome>
  /** Drops a token that was refused, unless another has taken its place. */
  forget(marketplace: string, token: string): void
}

/** A token is no longer used this long before its end, or in the second half of its life when that is shorter. */
const marginMs = 60_000

type Held = { token: string; untilMs: number }

export function openTokens(edges: {
  send: (marketplace: string, api: MarketplaceApi, request: ApiRequest) => Promise<FetchOutcome>
  now: () => Date
}): Tokens {
  const held = new Map<string, Held>()
  const underWay = new Map<string, Promise<TokenOutcome>>()

  const fetchToken = async (
    id: string,
    api: MarketplaceApi,
    origin: string,
    key: Credentials,
  ): Promise<TokenOutcome> => {
    if (!api.token) return { kind: 'failed', why: 'this API has no tokens' }
    const outcome = await edges.send(id, api, api.token.request(origin, key))
    if (outcome.kind !== 'page') return outcome
    const answer = api.token.read(outcome.page)
    if (answer.kind !== 'token') return answer
    const lifeMs = answer.lifeMs - Math.min(marginMs, answer.lifeMs / 2)
    held.set(id, { token: answer.token, untilMs: edges.now().getTime() + lifeMs })
    return { kind: 'token', token: answer.token }
  }
  return {
    async get(id, api, origin, key) {
      const known = held.get(id)
      if (known && known.untilMs > edges.now().getTime()) return { kind: 'token', token: known.token }
      const started = underWay.get(id) ?? fetchToken(id, api, origin, key).finally(() => underWay.delete(id))
      underWay.set(id, started)
      return started
    },
    forget(id, token) {
      if (held.get(id)?.token === token) held.delete(id)
    },
  }
}
