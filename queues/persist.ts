import { setTimeout as pause } from 'node:timers/promises'
import { isConnectionLoss } from '../src/model/connection-loss.ts'
import { GiveUp } from './outcome.ts'

const TRIES = 5
const FIRST_PAUSE_MS = 200
const PAUSE_MAX_MS = 2_000
/** An outage may be a night; what waits longer is left to the takeover of jobs whose worker went away. */
const OUTAGE_LIMIT_MS = 12 * 3_600_000

/**
 * What must be written though the engine or the database is away: as long as that lasts, up to `outageLimitMs`. Any other error
 * is tried again for about three seconds. What came through without our hearing of it is found done by the next try.
 */
export async function persist<T>(write: () => Promise<T>, outageLimitMs: number = OUTAGE_LIMIT_MS): Promise<T> {
  const until = performance.now() + outageLimitMs
  for (let tries = 1, refusals = 0; ; tries++) {
    try {
      return await write()
    } catch (error) {
      const isAway = isConnectionLoss(error) || (error instanceof Error && error.name === 'DependencyDown')
      if (!isAway) refusals += 1
      if (refusals >= TRIES || error instanceof GiveUp || performance.now() > until) throw error
      await pause(Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), PAUSE_MAX_MS))
    }
  }
}
