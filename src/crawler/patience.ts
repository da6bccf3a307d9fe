import type { Exchanged } from './exchange.ts'
import { retryAfterMs } from './retry-after.ts'

/** Hosts that are remembered at once; the one that spoke longest ago goes first. */
const hostsMax = 500

/** Which picture hosts asked to be left alone. Pages need none: the queue holds their whole lane, on all hosts. */
export type Patience = {
  /** Why a host is not asked now, or null. */
  withheld(url: URL): string | null
  /** Takes note of an answer that asks for patience: 429, or 503 that says until when. */
  note(exchanged: Exchanged): void
}

export function openPatience(now: () => Date): Patience {
  const until = new Map<string, Date>()
  return {
    withheld: ({ host }) => {
      const at = until.get(host)
      return at && at > now() ? `${host} asks to be left alone until ${at.toISOString()}` : null
    },
    note: (exchanged) => {
      if (exchanged.kind !== 'response') return
      const { url, status, headers } = exchanged
      const said = headers['retry-after']
      if (status !== 429 && !(status === 503 && said !== undefined)) return
      until.delete(url.host)
      until.set(url.host, new Date(now().getTime() + retryAfterMs(said, now())))
      for (const oldest of until.keys()) {
        if (until.size <= hostsMax) break
        until.delete(oldest)
      }
    },
  }
}
