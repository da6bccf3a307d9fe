import type { GivingRow, GivingStore } from '../../store/evidence/giving-store.ts'
import type { Log } from '../../telemetry/log.ts'
import { whyOf } from './target.ts'

/** A peer that does not answer keeps a giving for less than this; then another process may try it. */
const attemptMs = 120_000
const attemptsMax = 12
const firstWaitMs = 60_000
const longestWaitMs = 6 * 3_600_000

/** When a failed giving is tried again, doubling from a minute to six hours; null after twelve attempts (about two days). */
const nextTry = (attempts: number, now: Date): Date | null =>
  attempts >= attemptsMax ? null : new Date(now.getTime() + Math.min(firstWaitMs * 2 ** (attempts - 1), longestWaitMs))

type Parts = { givings: GivingStore; log: Log; now: () => Date }

/**
 * Tries everything that is due for these, one after the other; what fails is written down and tried again later.
 * @param give by the name of its target @returns what was tried, and how it went
 */
export async function giveDue(
  names: readonly string[],
  give: (giving: GivingRow) => Promise<void>,
  { givings, log, now }: Parts,
): Promise<{ target: string; size: number; why: string | null }[]> {
  const tried: { target: string; size: number; why: string | null }[] = []
  // Each is tried once: a failure waits at least a minute.
  for (let left = names.length; left > 0; left--) {
    const giving = await givings.take(names, now(), new Date(now().getTime() + attemptMs))
    if (!giving) break
    const { target, size, attempts } = giving
    try {
      await give(giving)
      await givings.given(target, size, now())
      tried.push({ target, size, why: null })
    } catch (error) {
      const why = whyOf(error)
      const nextAt = nextTry(attempts, now())
      await givings.failed(target, size, why, nextAt)
      const said =
        nextAt === null ? 'a head could not be given out, and is not tried again' : 'a head was not given out'
      log[nextAt === null ? 'error' : 'warn']({ target, size, attempts, nextAt, why }, said)
      tried.push({ target, size, why })
    }
  }
  return tried
}
