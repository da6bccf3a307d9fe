import {
  type BackendFactory,
  PostgresConnection,
  type PostgresConnectionOptions,
  PostgresQueueBackend,
  Queue,
  runMigrations,
  Worker,
} from 'bullmq'
import pg from 'pg'
import { isConnectionLoss } from '../src/model/connection-loss.ts'
import { SteadyClient } from '../src/postgres/steady-client.ts'
import { whereOf } from './connection-loss.ts'
import { within } from './deadline.ts'
import { type Engine, type EngineOptions, keepRunning, streams } from './engine.ts'

const CONNECT_LIMIT_MS = 4_000
const MIGRATE_LIMIT_MS = 60_000
const QUERY_LIMIT_MS = 15_000
/** A worker looks for jobs at least this often. What would wake it may be lost with a connection, and BullMQ then waits an hour. */
const LOOK_LIMIT_S = 10
/** Connections: these for all calls of the process, and for each worker `WORKER_POOL` and one that listens. */
const CALL_POOL = 4
const WORKER_POOL = 2

type Factory = BackendFactory<PostgresQueueBackend, PostgresConnectionOptions>

/** Connects, brings BullMQ's schema up to date (safe in several processes at once) and opens the calls' pool. */
export async function openPostgres({ url, prefix, onError }: EngineOptions): Promise<Engine> {
  // Else pg would look for a database of that name on this machine.
  if (!/^postgres(ql)?:\/\//.test(url)) throw new Error('the address is not of the form postgres://…')
  const limits = { connectionTimeoutMillis: CONNECT_LIMIT_MS, query_timeout: QUERY_LIMIT_MS }
  const config = { ...splitOptions(url), ...limits, Client: SteadyClient }
  await migrate(url, prefix)
  const connect = (max: number): PostgresConnection => steady({ ...config, schema: prefix, max }, onError)
  const calls = connect(CALL_POOL)
  await calls.waitUntilReady()
  const onCalls: Factory = (queue, opts) => new PostgresQueueBackend(calls, queue, opts, false)
  return {
    kind: 'postgres',
    where: whereOf(url),
    queue: (name) => new Queue(name, { connection: {}, streams }, onCalls).on('error', onError),
    async worker(name, processor, options) {
      const own: Factory = (queue, opts) => new LookingBackend(connect(WORKER_POOL), queue, opts, true, queue)
      const worker = new Worker(name, processor, { ...options, autorun: false, connection: {} }, own)
      worker.on('error', onError)
      try {
        await worker.waitUntilReady()
      } catch (error) {
        // BullMQ remembers a failed start for good: this worker would never work.
        await worker.close(true)
        throw error
      }
      void keepRunning(worker, onError)
      return worker
    },
    ping: async () => void (await calls.pool.query('select 1')),
    close: () => calls.close(),
  }
}

class LookingBackend extends PostgresQueueBackend {
  override get maximumBlockTimeout(): number {
    return LOOK_LIMIT_S
  }
}

async function migrate(url: string, schema: string): Promise<void> {
  const client = new SteadyClient({ ...splitOptions(url), connectionTimeoutMillis: CONNECT_LIMIT_MS })
  try {
    await client.connect()
    await within(MIGRATE_LIMIT_MS, () => new Error('migrations took too long'), runMigrations(client, schema))
  } finally {
    await client.end()
  }
}

/** `?options=` in the address would replace the search_path that BullMQ adds to `options`; beside the address both hold. */
export function splitOptions(url: string): { connectionString: string; options?: string } {
  if (!URL.canParse(url)) return { connectionString: url }
  const parsed = new URL(url)
  const options = parsed.searchParams.get('options')
  if (options === null) return { connectionString: url }
  parsed.searchParams.delete('options')
  return { connectionString: parsed.href, options }
}

/**
 * BullMQ tries again for as long as it takes when a connection is refused, but knows no other sign of a lost one: a
 * job that ended while PostgreSQL restarted would count as failed. So every such error is given the code it knows.
 */
function steady(config: PostgresConnectionOptions, onError: (error: Error) => void) {
  const connection = new PostgresConnection(config)
  // The client that listens is made with the class it finds here, not with the pool's.
  Object.assign(connection, { pgModule: { ...pg, Client: SteadyClient } })
  connection.on('error', onError)
  const pool = connection.pool
  const query = pool.query.bind(pool)
  pool.query = async <R>(text: string, params?: readonly unknown[]) => {
    try {
      return await query<R>(text, params)
    } catch (error) {
      if (error instanceof Error && isConnectionLoss(error)) {
        onError(error)
        throw Object.assign(new Error(error.message, { cause: error }), { code: 'ECONNREFUSED' })
      }
      throw error
    }
  }
  return connection
}
