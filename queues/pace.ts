/** Below this spacing a worker's own round trips would be the limit, so that jobs go in small groups instead. */
const SPACING_MIN_MS = 20

/** A queue without a politeness limit has this one: a lane-wide `RetryLater` is only seen by workers that have a limiter. */
const UNHURRIED = { max: 1_000_000, duration: 1_000 }

/**
 * BullMQ's limiter counts within a fixed window, so "30 a minute" would let 30 go at once. The pace is spread instead:
 * one job every `perMs / requests`, so that no window of `perMs` ever sees more than `requests` starts.
 * @returns BullMQ's `limiter` option, `duration` in ms
 */
export function pace(limiter?: { requests: number; perMs: number }): { max: number; duration: number } {
  if (!limiter) return UNHURRIED
  const spacingMs = limiter.perMs / limiter.requests
  const max = Math.min(limiter.requests, Math.ceil(SPACING_MIN_MS / spacingMs))
  return { max, duration: Math.ceil(max * spacingMs) }
}
