import { beforeEach, describe, expect, it } from 'vitest'
import { searchJob } from '../../queues/contracts/crawl.ts'
import { matchJob } from '../../queues/contracts/match.ts'
import { planJob } from '../../queues/contracts/upkeep.ts'
import { openQueues } from '../../queues/driver.ts'
import type { Engine, EngineQueue } from '../../queues/engine.ts'
import { queuesOn } from '../../queues/queues-on.ts'
import { DependencyDown } from '../../src/model/dependency-down.ts'
import { openLog } from '../../src/telemetry/log.ts'
import { gate } from '../contract/journal.ts'
import { keptLog } from '../crawler/connect-proxy.ts'

/** What the engine was told, in order; the real ones are in test/contract. */
let told: unknown[][]
let states: string[]
let retry: () => Promise<void>
let goodbye: () => Promise<void>
let workerIsUp: Promise<void>
beforeEach(() => {
  told = []
  states = []
  retry = async () => undefined
  goodbye = async () => undefined
  workerIsUp = Promise.resolve()
})

const aQueue = (name: string) =>
  ({
    name,
    addBulk: async (jobs: { opts: { jobId: string } }[]) =>
      void told.push([name, ...jobs.map(({ opts }) => opts.jobId)]),
    getJobCounts: async () => ({ waiting: 1, prioritized: 2, active: 4, delayed: 8 }),
    getJobState: async () => states.shift() ?? 'unknown',
    getJob: async (id: string) =>
      id === 'gone' ? undefined : { failedReason: id === 'mute' ? undefined : 'why', retry: () => retry() },
    getJobSchedulers: async (from: number, to: number, ascending: boolean) => {
      told.push([from, to, ascending])
      return [{ key: 'a', next: 7_000 }, { key: 'b' }]
    },
    clean: async (grace: number, limit: number, state: string) => {
      told.push([grace, limit, state])
      return ['one', 'two']
    },
    close: async () => void told.push(['closed', name]),
  }) as unknown as EngineQueue

const engine = {
  kind: 'redis',
  queue: (name: string) => {
    told.push(['opened', name])
    return aQueue(name)
  },
  worker: async (name: string) => {
    await workerIsUp
    return {
      ...{ name, on: () => undefined, pause: async () => undefined },
      close: async () => void told.push(['worker closed', name]),
    }
  },
  ping: async () => void told.push(['ping']),
  close: () => goodbye().then(() => void told.push(['engine closed'])),
} as unknown as Engine

let lines: () => Record<string, unknown>[]
const open = (call: <T>(work: () => Promise<T>) => Promise<T> = (work) => work()) => {
  const kept = keptLog()
  lines = kept.lines
  return queuesOn({ engine, call, lockMs: 1_000, log: kept.log, close: () => told.push(['watch closed']) })
}
const planned = (id: string, marketplace = 'ebay') => searchJob({ id, run: 'r', marketplace, priority: 1 })

describe('jobs that are added', () => {
  it('go to their queues, each opened once, in the order given', async () => {
    const queues = open()
    expect(queues.engine).toBe('redis')
    await queues.add([planned('a'), planned('b', 'etsy'), planned('c')])
    await queues.add([planned('d')])
    expect(told).toEqual([
      ['opened', 'crawl-ebay'],
      ['crawl-ebay', 'search-a', 'search-c'],
      ['opened', 'crawl-etsy'],
      ['crawl-etsy', 'search-b'],
      ['crawl-ebay', 'search-d'],
    ])
  })

  it('go a thousand at a time', async () => {
    await open().add(Array.from({ length: 2_001 }, (_, at) => planned(`${at}`)))
    expect(told.slice(1).map(({ length }) => length - 1)).toEqual([1_000, 1_000, 1])
    expect(told.at(-1)).toEqual(['crawl-ebay', 'search-2000'])
  })

  it('or repeated under a name that is none are refused, and no queue is opened', async () => {
    const odd = { ...planJob('acme'), name: 'notice' }
    await expect(open().add([planned('a'), odd])).rejects.toThrow('notice is not yet built')
    await expect(open().repeat('one', odd, { everyMs: 1 })).rejects.toThrow('notice is not yet built')
    expect(told).toEqual([])
  })
})

describe('a queue that is asked', () => {
  it('counts what waits with and without a priority together, and what it does not say as none', async () => {
    expect(await open().counts('match')).toEqual({ waiting: 3, active: 4, delayed: 8, failed: 0 })
  })

  it.each([
    ['unknown', { state: 'missing' }],
    ['waiting', { state: 'waiting' }],
    ['prioritized', { state: 'waiting' }],
    ['active', { state: 'active' }],
    ['delayed', { state: 'delayed' }],
    ['completed', { state: 'completed' }],
    ['failed', { state: 'failed', why: 'why' }],
  ])('for a job that BullMQ has as %s says %j', async (state, expected) => {
    states = [state]
    expect(await open().state('match', 'one')).toEqual(expected)
  })

  it.each(['gone', 'mute'])('for a failed job without a reason says none (%s)', async (id) => {
    states = ['failed']
    expect(await open().state('match', id)).toEqual({ state: 'failed' })
  })

  it('for its repetitions says when each is next, soonest first', async () => {
    expect(await open().repetitions('match')).toEqual([
      { id: 'a', nextAt: new Date(7_000) },
      { id: 'b', nextAt: null },
    ])
    expect(told.at(-1)).toEqual([0, 9_999, true])
  })

  it('to forget old failed jobs forgets no others, and counts them', async () => {
    expect(await open().cleanFailed('match', 60_000, 7)).toBe(2)
    expect(told.at(-1)).toEqual([60_000, 7, 'failed'])
  })

  it('answers a ping by the engine', async () => {
    await open().ping()
    expect(told).toEqual([['ping']])
  })
})

describe('a dead letter that is to run again', () => {
  const tries = async (id: string, ...seen: string[]) => {
    states = seen
    let retried = 0
    const given = retry
    retry = () => {
      retried += 1
      return given()
    }
    await open().retryFailed('match', id)
    return retried
  }

  it('runs again, while it is one', async () => {
    expect(await tries('one', 'failed')).toBe(1)
    expect(await tries('one', 'waiting')).toBe(0)
    expect(await tries('gone', 'failed')).toBe(0)
  })

  it('and was run again by somebody quicker is left to them; else the error is told', async () => {
    retry = () => Promise.reject(new Error('not in the failed state'))
    await expect(tries('one', 'failed', 'active')).resolves.toBe(1)
    await expect(tries('one', 'failed', 'failed')).rejects.toThrow('not in the failed state')
  })
})

describe('queues that are closed', () => {
  it('drain their workers first, then stop to look for outages, then close all they opened', async () => {
    const queues = open()
    await queues.work('match', [], { concurrency: 1 })
    await queues.add([matchJob('search', { id: 'a', run: 'r', priority: 1 }), planned('b')])
    told = []
    await queues.close()
    expect(told).toEqual([
      ...[['worker closed', 'match'], ['watch closed'], ['closed', 'match'], ['closed', 'crawl-ebay']],
      ['engine closed'],
    ])
    expect(lines()).toEqual([])
  })

  it('say so when the engine takes no goodbye, and are closed all the same', async () => {
    goodbye = () => Promise.reject(new Error('broken'))
    await open().close()
    expect(lines()).toMatchObject([{ level: 40, msg: 'queues: not closed in time' }])
  })
})

describe('a worker that comes up after its caller was told that it does not', () => {
  it('is drained: nobody else could stop it', async () => {
    const up = gate()
    workerIsUp = up.opened
    const queues = open(() => Promise.reject(new DependencyDown('late')))
    await expect(queues.work('match', [], { concurrency: 1 })).rejects.toThrow('late')
    expect(told).toEqual([['opened', 'match']])
    up.open()
    await expect.poll(() => told).toContainEqual(['worker closed', 'match'])
  })
})

describe('an address of another kind', () => {
  it.each([
    ['postgres', 'mysql://me:secret@host/db', 'PostgreSQL at host/db cannot be reached', 'postgres://…'],
    ['postgres', 'bullmq', 'PostgreSQL at ? cannot be reached', 'postgres://…'],
    ['redis', 'http://me:secret@host:1', 'Redis at host:1 cannot be reached', 'redis://… or rediss://…'],
  ] as const)('for %s is refused at once: %s', async (kind, url, where, form) => {
    const refused = await openQueues({ engine: { kind, url }, lockMs: 1, log: openLog('silent') }).catch(
      (error) => error,
    )
    expect(refused).toBeInstanceOf(DependencyDown)
    expect(refused.message).toBe(`queues: ${where}: the address is not of the form ${form}`)
  })
})
