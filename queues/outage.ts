import type { Log } from '../src/telemetry/log.ts'
import { isConnectionLoss } from './connection-loss.ts'

const PING_EVERY_MS = 1_000

/** Says once that the engine is gone and once that it is back, however many connections notice. */
export type Outage = { note(error: Error): void; close(): void }

/** Errors in words, without secrets. */
type Say = { lost(error: Error): string; other(error: Error): string }

export function watchOutages(log: Log, say: Say, ping: () => Promise<void>): Outage {
  let timer: NodeJS.Timeout | undefined
  let closed = false
  const check = (): void => {
    timer = setTimeout(async () => {
      try {
        await ping()
      } catch {
        log.debug('queues: still no connection')
        if (!closed) check()
        return
      }
      timer = undefined
      if (!closed) log.info('queues: connection is back')
    }, PING_EVERY_MS)
    timer.unref()
  }
  return {
    note(error) {
      if (closed) return
      if (!isConnectionLoss(error)) log.warn(`queues: BullMQ reports: ${say.other(error)}`)
      else if (timer === undefined) {
        log.error(`${say.lost(error)}; trying again until it is back`)
        check()
      }
    },
    close() {
      closed = true
      clearTimeout(timer)
    },
  }
}
