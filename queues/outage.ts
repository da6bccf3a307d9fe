import { isConnectionLoss } from '../src/model/connection-loss.ts'
import type { Log } from '../src/telemetry/log.ts'

const PING_EVERY_MS = 1_000

/** Says once that the engine is gone and once that it is back, however many connections notice. */
export type Outage = { note(error: Error): void; close(): void }

/** Errors in words, without secrets. */
type Say = { lost(error: Error): string; other(error: Error): string }

/**
 * One connection that is lost says little: the others may work, and it is made anew. So the engine is asked first, and only its
 * silence is told.
 */
export function watchOutages(log: Log, say: Say, ping: () => Promise<void>): Outage {
  let timer: NodeJS.Timeout | undefined
  let isAsking = false
  let closed = false
  const isBack = (): Promise<boolean> =>
    ping().then(
      () => true,
      () => false,
    )
  const check = (): void => {
    timer = setTimeout(async () => {
      const back = await isBack()
      if (closed) return
      if (back) {
        timer = undefined
        log.info('queues: connection is back')
      } else {
        log.debug('queues: still no connection')
        check()
      }
    }, PING_EVERY_MS)
    timer.unref()
  }
  const ask = async (error: Error): Promise<void> => {
    isAsking = true
    const back = await isBack()
    isAsking = false
    if (closed) return
    if (back) log.debug(`${say.lost(error)}; connected again`)
    else {
      log.error(`${say.lost(error)}; trying again until it is back`)
      check()
    }
  }
  return {
    note(error) {
      if (closed) return
      if (!isConnectionLoss(error)) log.warn(`queues: BullMQ reports: ${say.other(error)}`)
      else if (timer === undefined && !isAsking) void ask(error)
    },
    close() {
      closed = true
      clearTimeout(timer)
    },
  }
}
