import { Configuration, EventManager, Log, Logger, LogLevel } from '@crawlee/http'
import type { Log as OurLog } from '../telemetry/log.ts'

/**
 * Crawlee's events without its clockwork: no `ps` every second to measure memory, no state to persist. How much runs at
 * once is a fixed bound here, and state is the queue's.
 */
class QuietEvents extends EventManager {
  override async init(): Promise<void> {
    this.initialized = true
  }
  override async close(): Promise<void> {
    this.initialized = false
  }
}

/** What Crawlee is told to have. Nothing is decided by it; left unsaid, each lane's start runs `ps` to measure it. */
const saidMemoryMb = 1_024

/** Nothing of Crawlee's is written anywhere, and no program is run: a container image has no `ps`. */
export function inMemory(): Configuration {
  const configuration = new Configuration({
    persistStorage: false,
    purgeOnStart: false,
    memoryMbytes: saidMemoryMb,
    eventManager: new QuietEvents(),
  })
  // With nothing to write there is nothing to tear down; Crawlee would keep the process alive a second for it.
  Object.assign(configuration.getStorageClient(), { teardown: undefined })
  return configuration
}

/** Crawlee's own warnings and errors, in our log; what it tells of its progress is left out. */
export const quietLog = (log: OurLog): Log => new Log({ level: LogLevel.WARNING, logger: new Bridge(log) })

class Bridge extends Logger {
  readonly #log: OurLog
  constructor(log: OurLog) {
    super({})
    this.#log = log
  }
  override _log(level: LogLevel, message: string, data?: unknown, exception?: unknown): void {
    const bound = { from: 'crawlee', ...(data ? { data } : {}), ...(exception ? { err: exception } : {}) }
    if (level === LogLevel.ERROR) this.#log.error(bound, message)
    else this.#log.warn(bound, message)
  }
}
