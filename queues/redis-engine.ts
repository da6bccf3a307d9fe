import { Queue, Worker } from 'bullmq'
import { Redis, type RedisOptions } from 'ioredis'
import { whereOf } from './connection-loss.ts'
import { within } from './deadline.ts'
import { type Engine, type EngineOptions, keepRunning, streams } from './engine.ts'

const CONNECT_LIMIT_MS = 4_000
const COMMAND_LIMIT_MS = 5_000
const RECONNECT_MAX_MS = 2_000
/** A connection on which an answer is overdue is made anew: nothing else would ever notice that its other end is gone. */
const SILENCE_LIMIT_MS = 8_000
/** Longer than a worker's command may wait for a job (BullMQ's limit is 10 s). */
const WORK_SILENCE_LIMIT_MS = 20_000

/** Connections: one for calls, one for all workers' commands, and for each worker one that waits. `rediss://` is TLS. */
export async function openRedis({ url, prefix, onError }: EngineOptions): Promise<Engine> {
  await probe(url)
  const connect = (options: Omit<RedisOptions, 'replyMapping'>): Redis =>
    new Redis(url, {
      connectTimeout: CONNECT_LIMIT_MS,
      retryStrategy: (tries: number) => Math.min(tries * 200, RECONNECT_MAX_MS),
      ...options,
    }).on('error', onError)
  const calls = connect({
    maxRetriesPerRequest: 1,
    commandTimeout: COMMAND_LIMIT_MS,
    socketTimeout: SILENCE_LIMIT_MS,
  })
  // Workers wait for a lost server as long as it takes (BullMQ asks for null).
  const work = connect({ maxRetriesPerRequest: null, socketTimeout: WORK_SILENCE_LIMIT_MS })
  return {
    kind: 'redis',
    where: whereOf(url),
    queue: (name) => new Queue(name, { connection: calls, prefix, streams }).on('error', onError),
    async worker(name, processor, options) {
      const worker = new Worker(name, processor, { ...options, autorun: false, prefix, connection: work })
      worker.on('error', onError)
      await worker.waitUntilReady()
      void keepRunning(worker, onError)
      return worker
    },
    ping: async () => void (await calls.ping()),
    async close() {
      calls.disconnect()
      work.disconnect()
    },
  }
}

/** ioredis tries for ever; the first try says whether the address is right. @throws what it met, once, in time */
async function probe(url: string): Promise<void> {
  if (!/^rediss?:\/\//.test(url)) throw new Error('the address is not of the form redis://… or rediss://…')
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_LIMIT_MS,
    commandTimeout: CONNECT_LIMIT_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  })
  const met: { error?: Error } = {}
  redis.on('error', (error) => {
    met.error = error
  })
  try {
    const late = () => new Error(`no answer within ${CONNECT_LIMIT_MS / 1_000} s`)
    await within(CONNECT_LIMIT_MS, late, redis.connect())
    await redis.ping()
  } catch (error) {
    throw met.error ?? error
  } finally {
    redis.disconnect()
  }
}
