import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import type { Contract } from '../../queues/contracts/contract.ts'
import { match } from '../../queues/contracts/match.ts'
import { openQueues } from '../../queues/driver.ts'
import { handle } from '../../queues/handle.ts'
import { type NewJob, newJob } from '../../queues/job.ts'
import type { AnyHandler, Handler, Queues, QueueWorker, WorkOptions } from '../../queues/queues.ts'
import { openLog } from '../../src/telemetry/log.ts'
import type { Server } from './servers.ts'

export const lockMs = 2_000
export const log = openLog('silent')

export type MatchJob = typeof match extends Contract<infer P> ? P : never
type Run = Handler<MatchJob>['run']
type Spent = Handler<MatchJob>['spent']

/** What each group of the contract's tests stands on. Every test works in a queue of its own. */
export type Ground = {
  kind: 'postgres' | 'redis'
  url: () => string
  queues: () => Queues
  /** A second process' view of the same queues, closed after the test. */
  another: () => Promise<Queues>
  queue: () => string
  work: (handler: AnyHandler, options?: Partial<WorkOptions>, on?: Queues) => Promise<QueueWorker>
}

const names = new Map<string, string>()

/** The queue of the running test. */
function queueOfTest(): string {
  const test = expect.getState().currentTestName ?? ''
  const name = names.get(test) ?? `${names.size}-${test.replace(/[^a-z0-9]+/gi, '-').slice(-40)}`
  names.set(test, name)
  return name
}

/** Polls what the queue says until it is so, with a deadline. */
export const eventually = <T>(look: () => T | Promise<T>) => expect.poll(look, { timeout: 15_000, interval: 20 })

/** Starts the server before all tests of the file, and stops each test's workers after it. */
export function prepare(kind: Ground['kind'], start: () => Promise<Server>): Ground {
  let server: Server
  let queues: Queues
  let opened: { drain(deadlineMs: number): Promise<void> }[] = []
  const url = () => server.url
  const open = () => openQueues({ engine: { kind, url: url() }, lockMs, log, prefix: 'contract' })
  beforeAll(async () => {
    server = await start()
    queues = await open()
  })
  afterEach(async () => {
    for (const one of opened.reverse()) await one.drain(0)
    opened = []
  })
  afterAll(async () => {
    await queues?.close()
    await server?.stop()
  })
  return {
    kind,
    url,
    queues: () => queues,
    async another() {
      const more = await open()
      opened.push({ drain: () => more.close() })
      return more
    },
    queue: queueOfTest,
    async work(handler, options, on = queues) {
      const worker = await on.work(queueOfTest(), [handler], { concurrency: 1, ...options })
      opened.push(worker)
      return worker
    },
  }
}

/** A job of a real contract with a policy quick enough to be tested. */
export function aJob(queue: string, batch: string, changes: Partial<NewJob> = {}): NewJob {
  const job = newJob(queue, match, { batch, of: 'search', trace: 'a-run', priority: 10 })
  return { ...job, backoff: { type: 'exponential', delayMs: 20, jitter: 0 }, ...changes }
}

export const idOf = (batch: string): string => match.jobId({ batch, of: 'search', trace: 'a-run', priority: 10 })

/** A handler of `match` jobs; `timeLimitMs` replaces the contract's. */
export function aHandler(run: Run, { timeLimitMs = 30_000, spent }: { timeLimitMs?: number; spent?: Spent } = {}) {
  return handle({ contract: { ...match, timeLimitMs }, run, spent: spent ?? (async () => undefined) })
}
