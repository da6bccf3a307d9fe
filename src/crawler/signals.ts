import { setMaxListeners } from 'node:events'

/**
 * One signal for two. `AbortSignal.any` would do, but in Node 20 it keeps what it made for as long as the longer-lived
 * of the two, which here is the process.
 */
export function bothSignals(one: AbortSignal, other: AbortSignal): { signal: AbortSignal; release(): void } {
  const both = new AbortController()
  // A job's signal may stop fifty pictures at once; each listener is taken off again, so many are no leak.
  setMaxListeners(0, one, other)
  const stop = (): void => both.abort(one.aborted ? one.reason : other.reason)
  if (one.aborted || other.aborted) stop()
  one.addEventListener('abort', stop, { once: true })
  other.addEventListener('abort', stop, { once: true })
  const release = (): void => {
    one.removeEventListener('abort', stop)
    other.removeEventListener('abort', stop)
  }
  return { signal: both.signal, release }
}

/** What comes first: the promise's value, or `instead` once the signal is aborted. */
export async function unlessAborted<T, U>(signal: AbortSignal, promise: Promise<T>, instead: U): Promise<T | U> {
  if (signal.aborted) return instead
  let stop = (): void => undefined
  const aborted = new Promise<U>((resolve) => {
    stop = () => resolve(instead)
  })
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([promise, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** Waits for a promise, but no longer than this. @returns whether it came in time; its error is thrown on */
export async function within(limitMs: number, promise: Promise<unknown>): Promise<boolean> {
  let clock: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    clock = setTimeout(resolve, limitMs, false)
  })
  try {
    return await Promise.race([promise.then(() => true), late])
  } finally {
    clearTimeout(clock)
  }
}
