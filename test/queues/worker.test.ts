import { beforeEach, describe, expect, it } from 'vitest'
import { match } from '../../queues/contracts/match.ts'
import { type Engine, type EngineQueue, type EngineWorker, keepRunning, type Processor } from '../../queues/engine.ts'
import { handle } from '../../queues/handle.ts'
import { newJob } from '../../queues/job.ts'
import { startWorker } from '../../queues/worker.ts'
import { gate } from '../contract/journal.ts'
import { keptLog } from '../crawler/connect-proxy.ts'

type Listener = (told: never) => void

/** An engine whose worker takes what a test hands it; the real ones are in test/contract. */
let options: object
let process: Processor
let closed: (boolean | undefined)[]
let paused: (boolean | undefined)[]
let listeners: Map<string, Listener>
let closing: () => Promise<void>
beforeEach(() => {
  closed = []
  paused = []
  listeners = new Map()
  closing = async () => undefined
})
const engine = {
  worker: async (name: string, given: Processor, all: object) => {
    process = given
    options = all
    return {
      name,
      pause: async (doNotWait?: boolean) => void paused.push(doNotWait),
      close: (force?: boolean) => {
        closed.push(force)
        return closing()
      },
      on: (event: string, listener: Listener) => listeners.set(event, listener),
    } as unknown as EngineWorker
  },
} as Partial<Engine> as Engine

const aTaken = (batch: string) => ({
  ...{ id: `match-search-${batch}`, name: 'match', opts: { attempts: 3 }, timestamp: 0, attemptsMade: 0 },
  ...{ attemptsStarted: 1, stalledCounter: 0, progress: 0, moveToWait: async () => 0 },
  data: newJob('match', match, { batch, of: 'search', trace: 'run', priority: 1 }).data,
})

async function start(run: (batch: string, signal: AbortSignal) => Promise<void>, given = {}, lockMs = 30_000) {
  const { log, lines } = keptLog()
  const handler = handle({
    contract: match,
    run: ({ batch }, { signal }) => run(batch, signal),
    spent: async () => undefined,
  })
  const queue = { name: 'match' } as EngineQueue
  const worker = await startWorker({ engine, queue, handlers: [handler], lockMs, log }, { concurrency: 3, ...given })
  const take = (batch: string) => process(aTaken(batch) as unknown as Parameters<Processor>[0], 'token')
  return { worker, take, lines }
}
const untilStopped = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

describe('a worker', () => {
  it('has its lock looked after twice in its time, and our own bound of deaths', async () => {
    await start(async () => undefined, { limiter: { requests: 1, perMs: 2_000 } })
    expect(options).toMatchObject({
      ...{ concurrency: 3, limiter: { max: 1, duration: 2_000 }, lockDuration: 30_000, stalledInterval: 15_000 },
      ...{ maxStalledCount: 1_000_000, runRetryDelay: 1_000 },
    })
    await start(async () => undefined, {}, 150)
    expect(options).toMatchObject({ lockDuration: 150, stalledInterval: 100 })
  })

  it('says which job it took over from one that died', async () => {
    const { lines } = await start(async () => undefined)
    listeners.get('stalled')?.('match-search-a' as never)
    expect(lines()).toMatchObject([{ level: 40, job: 'match-search-a', queue: 'match' }])
  })

  it('stops the job whose lock is lost, and no other', async () => {
    const stopped: string[] = []
    const hold = gate()
    const { take } = await start(async (batch, signal) => {
      signal.addEventListener('abort', () => stopped.push(batch))
      await (batch === 'lost' ? untilStopped(signal) : hold.opened)
    })
    const [lost, kept] = [take('lost'), take('kept')]
    listeners.get('lockRenewalFailed')?.(['match-search-lost'] as never)
    await expect(lost).rejects.toThrow('told to stop: lock-lost')
    hold.open()
    await kept
    expect(stopped).toEqual(['lost'])
  })
})

describe('a worker that is drained', () => {
  it('takes nothing more, and closes once what runs is done', async () => {
    const hold = gate()
    const { worker, take, lines } = await start(() => hold.opened)
    expect(worker.queue).toBe('match')
    const running = take('a')
    const drained = worker.drain(60_000)
    expect(worker.drain(60_000)).toBe(drained)
    await expect(take('b')).rejects.toThrow()
    expect([paused, closed]).toEqual([[true], []])
    hold.open()
    await running
    await drained
    expect([closed, lines()]).toEqual([[false], []])
  })

  it('stops what runs at its deadline, says so, and closes when it has stopped', async () => {
    const { worker, take, lines } = await start((_, signal) => untilStopped(signal))
    const running = take('a').catch((error: unknown) => error)
    await worker.drain(1)
    await running
    expect(closed).toEqual([false])
    expect(lines()).toMatchObject([{ level: 40, queue: 'match', jobs: ['match-search-a'] }])
  })

  it('is closed by force where a job does not heed its signal', async () => {
    const hold = gate()
    const { worker, take } = await start(() => hold.opened)
    const running = take('deaf').catch((error: unknown) => error)
    await worker.drain(1)
    expect(closed).toEqual([true])
    hold.open()
    await running
  })

  it('that cannot be closed is left open, and said so', async () => {
    closing = () => Promise.reject(new Error('no answer'))
    const { worker, lines } = await start(async () => undefined)
    await worker.drain(60_000)
    expect(lines()).toMatchObject([{ level: 40, msg: 'queues: a worker is left open', err: { message: 'no answer' } }])
  })
})

describe('BullMQ’s loop', () => {
  const aLoop = (ends: (Error | string)[]) => {
    const loop = {
      runs: 0,
      closing: undefined as Promise<void> | undefined,
      isPaused: () => false,
      run: async () => {
        loop.runs += 1
        const end = ends.shift()
        if (ends.length === 0) loop.closing = Promise.resolve()
        if (end) throw end
      },
    }
    return loop
  }

  it('that ends with an error is told, and begun again until the worker closes', async () => {
    const told: Error[] = []
    const loop = aLoop([new Error('reset'), 'odd'])
    await keepRunning(loop, (error) => told.push(error))
    expect(loop.runs).toBe(2)
    expect(told.map(({ message }) => message)).toEqual(['reset', 'odd'])
    expect(told.every((error) => error instanceof Error)).toBe(true)
  })

  it('of a worker that is paused or closing is not begun', async () => {
    const paused = { ...aLoop([]), isPaused: () => true }
    await keepRunning(paused, () => undefined)
    const closing = { ...aLoop([]), closing: Promise.resolve() }
    await keepRunning(closing, () => undefined)
    expect([paused.runs, closing.runs]).toEqual([0, 0])
  })
})
