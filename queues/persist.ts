import { setTimeout as pause } from 'node:timers/promises'
import { GiveUp } from './outcome.ts'

const TRIES = 5
const FIRST_PAUSE_MS = 200

/** What must be written though the engine or the database may be restarting: five tries in about three seconds. */
export async function persist<T>(write: () => Promise<T>): Promise<T> {
  for (let left = TRIES - 1; ; left--) {
    try {
      return await write()
    } catch (error) {
      if (left === 0 || error instanceof GiveUp) throw error
      await pause(FIRST_PAUSE_MS * 2 ** (TRIES - 1 - left))
    }
  }
}
