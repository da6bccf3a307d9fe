/** Less than this is not patience; a date that has passed means "now", and now is when we were told off. */
const waitMsMin = 1_000
/** More than this is a ban rather than a wait: the lane asks again and is told again. */
const waitMsMax = 15 * 60_000
/** 429 without a word on how long. */
const waitMsUnsaid = 60_000

/**
 * How long a site asks us to wait (RFC 9110 §10.2.3).
 * @param said the Retry-After header: whole seconds, or an HTTP date
 * @returns milliseconds between a second and a quarter of an hour; a minute when nothing readable is said
 */
export function retryAfterMs(said: string | undefined, now: Date): number {
  const text = said?.trim() ?? ''
  const inSecondsMs = /^\d+$/.test(text) ? Number(text) * 1000 : null
  // Without a month's name it is no HTTP date, though Date.parse would make one of "1.5".
  const inDateMs = /[a-z]{3}/i.test(text) ? Date.parse(text) - now.getTime() : Number.NaN
  const askedMs = inSecondsMs ?? inDateMs
  if (Number.isNaN(askedMs)) return waitMsUnsaid
  return Math.min(Math.max(askedMs, waitMsMin), waitMsMax)
}
