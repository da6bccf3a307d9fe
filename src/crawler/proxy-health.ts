/** The first rest is short: a job's own retries come within seconds, and a hiccup should cost none of them. */
const restMsMin = 1_000
/** The longest: a proxy that is mended is found again within this time. */
const restMsMax = 10 * 60_000

type Resting = { failures: number; untilMs: number; why: string }

/** Which proxies do not work at the moment. Pure but for what it remembers; as many entries as there are proxies and marketplaces. */
export type ProxyHealth = {
  /** Why a proxy rests, or null when it may be asked. */
  resting(key: string, now: Date): string | null
  /** @returns whether that is news: it worked until now */
  failed(key: string, why: string, now: Date): boolean
  /** @returns whether that is news: it did not work until now */
  works(key: string): boolean
}

/** Each further failure doubles the rest, from a second to ten minutes. */
export function openProxyHealth(): ProxyHealth {
  const known = new Map<string, Resting>()
  return {
    resting: (key, now) => {
      const entry = known.get(key)
      return entry && entry.untilMs > now.getTime() ? entry.why : null
    },
    failed: (key, why, now) => {
      const before = known.get(key)
      // Pages under way together fail together; that is one failure.
      if (before && before.untilMs > now.getTime()) return false
      const failures = (before?.failures ?? 0) + 1
      const restMs = Math.min(restMsMin * 2 ** (failures - 1), restMsMax)
      known.set(key, { failures, untilMs: now.getTime() + restMs, why })
      return before === undefined
    },
    works: (key) => known.delete(key),
  }
}
