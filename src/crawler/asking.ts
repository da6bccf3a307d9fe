import type { Connections, Way } from './connect.ts'
import { type Errand, type Exchanged, exchange } from './exchange.ts'
import type { Limits } from './limits.ts'
import type { Proxies } from './proxies.ts'
import type { Sessions } from './sessions.ts'
import { conditionOf, identityOf, validatorsOf } from './validators.ts'

type Parts = { connections: Connections; proxies: Proxies; sessions: Sessions; limits: Limits; now: () => Date }

/** Carries errands out by the way that is theirs, as who they are for. Never throws for what the network does. */
export const openAsking =
  ({ connections, proxies, sessions, limits, now }: Parts) =>
  (errand: Errand): Promise<Exchanged> => {
    const by = async (way: Way, via: string) => {
      const cookies = errand.who?.hasCookies ? await sessions.of(errand.who, via) : null
      return askAs(cookies ? { ...errand, cookies } : errand, way, via, limits, now())
    }
    return errand.route ? proxies.through(errand.route, by) : by(connections, '')
  }

/** @param via names the proxy; who asks is known only now, since that is a part of it */
async function askAs(errand: Errand, way: Way, via: string, limits: Limits, now: Date): Promise<Exchanged> {
  const { who, since, url } = errand
  if (!who || since === undefined) return exchange(errand, way, limits)
  const by = identityOf({ ...who, via, url, headers: errand.headers })
  const headers = { ...errand.headers, ...conditionOf(since, by, now) }
  const came = await exchange({ ...errand, headers }, way, limits)
  // What a redirect led to has an address of its own, and is not what will be asked for again.
  if (came.kind !== 'response' || came.url.href !== url.href) return came
  const validators = validatorsOf(came, by, now)
  return validators ? { ...came, validators } : came
}
