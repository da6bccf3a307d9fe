import process from 'node:process'
import type { App } from '../app/open-app.ts'
import { isConnectionLoss } from '../model/connection-loss.ts'
import { DependencyDown } from '../model/dependency-down.ts'
import type { Log } from '../telemetry/log.ts'
import type { Io } from './verb.ts'

/** How often a process that stands looks for what it should do: lanes that a new watch has brought, what a dead engine forgot. */
const tendEveryMs = 10_000
/** What was away is tried again so often, where somebody waits for it. */
const tryEveryMs = 1_000

/** Goes on until it is told to stop, whatever is away meanwhile: that is said by the process's pulse, and waited for. */
export async function stand(app: App, io: Io, log: Log, { work }: { work: boolean }): Promise<void> {
  while (!io.interrupted.aborted) {
    try {
      await app.tend(work)
    } catch (error) {
      if (!isAway(error)) log.error({ err: error }, 'what this process should tend to could not be looked at')
    }
    await pause(tendEveryMs, io)
  }
}

/** Does it again while what it needs is away. @returns null when it was told to stop before that came back */
export async function patiently<T>(io: Io, work: () => Promise<T>): Promise<T | null> {
  do {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof DependencyDown)) throw error
      await pause(tryEveryMs, io)
    }
  } while (!io.interrupted.aborted)
  return null
}

/**
 * From now on a lost connection that nobody waits for ends nothing: whoever needs it makes another. Anything else that nobody
 * foresaw ends the process as before, for what it left half done is not known.
 */
export function outlive(log: Log): void {
  const met = (error: unknown): void => {
    if (isAway(error)) {
      log.error({ why: String(error) }, 'a connection was lost that nobody was waiting for')
      return
    }
    log.fatal({ err: error }, 'a bug in morgiana')
    process.exit(1)
  }
  process.on('uncaughtException', met)
  process.on('unhandledRejection', met)
}

const isAway = (error: unknown): boolean => error instanceof DependencyDown || isConnectionLoss(error)

const pause = (ms: number, io: Io): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    function done() {
      clearTimeout(timer)
      io.interrupted.removeEventListener('abort', done)
      resolve()
    }
    if (io.interrupted.aborted) done()
    else io.interrupted.addEventListener('abort', done)
  })
