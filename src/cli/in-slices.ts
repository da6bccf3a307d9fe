import { setImmediate } from 'node:timers/promises'

/** How long other things (signals, timers) may have to wait. */
const sliceMs = 50

/** Drives what was made to be done in slices, giving way between them. @returns `null` when it was stopped before its end */
export async function inSlices<T>(steps: Generator<undefined, T, undefined>, stop: AbortSignal): Promise<T | null> {
  let since = performance.now()
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    if (performance.now() - since < sliceMs) continue
    await setImmediate()
    if (stop.aborted) return null
    since = performance.now()
  }
}
