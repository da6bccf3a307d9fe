import { isConnectionLoss } from '../src/model/connection-loss.ts'
import type { DependencyDown } from '../src/model/dependency-down.ts'
import type { Log } from '../src/telemetry/log.ts'
import { down, isDeadlock, saidSafely } from './connection-loss.ts'
import { within } from './deadline.ts'
import type { Engine } from './engine.ts'
import { watchOutages } from './outage.ts'
import { openPostgres } from './postgres-engine.ts'
import type { Queues } from './queues.ts'
import { queuesOn } from './queues-on.ts'
import { openRedis } from './redis-engine.ts'

export { handle } from './handle.ts'

const CALL_LIMIT_MS = 15_000
const DEADLOCK_TRIES = 4

export type QueueSettings = {
  engine: { kind: 'postgres' | 'redis'; url: string }
  /** A job whose worker died is taken over after about this long. */
  lockMs: number
  log: Log
  /** PostgreSQL: the schema; Redis: the keys' prefix. Default "bullmq". */
  prefix?: string
}

const title = { postgres: 'PostgreSQL', redis: 'Redis' } as const

/**
 * BullMQ on PostgreSQL or Redis. @throws DependencyDown within about five seconds when the engine cannot be reached.
 * Afterwards an outage ends nothing: calls reject with `DependencyDown`, workers go on when it is over.
 */
export async function openQueues({
  engine: { kind, url },
  lockMs,
  log,
  prefix = 'bullmq',
}: QueueSettings): Promise<Queues> {
  const said = (error: unknown): DependencyDown => down(title[kind], error, url)
  let ping = (): Promise<void> => Promise.resolve()
  const outage = watchOutages(
    log,
    { lost: (error) => said(error).message, other: (error) => saidSafely(error, url) },
    () => ping(),
  )
  const open = kind === 'postgres' ? openPostgres : openRedis
  let engine: Engine
  try {
    engine = await open({ url, prefix, onError: (error) => outage.note(error) })
  } catch (error) {
    outage.close()
    throw said(error)
  }
  ping = engine.ping
  const call = async <T>(work: () => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries++) {
      try {
        return await within(CALL_LIMIT_MS, () => said(`no answer within ${CALL_LIMIT_MS / 1_000} s`), work())
      } catch (error) {
        if (isDeadlock(error) && tries < DEADLOCK_TRIES) continue
        throw isConnectionLoss(error) ? said(error) : error
      }
    }
  }
  return queuesOn({ engine, call, lockMs, log, close: () => outage.close() })
}
