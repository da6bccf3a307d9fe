import { DelayedError, RateLimitError, UnrecoverableError, WaitingError } from 'bullmq'
import { beforeEach, describe, expect, it } from 'vitest'
import { attempts } from '../../queues/attempt.ts'
import { match } from '../../queues/contracts/match.ts'
import type { EngineQueue, TakenJob } from '../../queues/engine.ts'
import { handle } from '../../queues/handle.ts'
import { newJob } from '../../queues/job.ts'
import { GiveUp, RetryLater } from '../../queues/outcome.ts'
import type { JobContext } from '../../queues/queues.ts'
import type { Running } from '../../queues/running.ts'
import { DependencyDown } from '../../src/model/dependency-down.ts'
import { keptLog } from '../crawler/connect-proxy.ts'

const { data } = newJob('match', match, { batch: 'a', of: 'search', trace: 'run', priority: 1 })

/** What was asked of BullMQ, in order. */
let told: unknown[]
beforeEach(() => {
  told = []
})

/** What BullMQ hands over when it takes a job; the real thing is in test/contract. */
const aTaken = (changes: Partial<TakenJob> = {}): TakenJob => ({
  id: 'match-search-a',
  name: 'match',
  data,
  opts: { attempts: 5 },
  timestamp: 1_000,
  attemptsMade: 0,
  attemptsStarted: 1,
  stalledCounter: 0,
  progress: 0,
  updateProgress: async (progress) => void told.push(['progress', progress]),
  moveToDelayed: async (at, token) => void told.push(['delayed', Math.round((at - Date.now()) / 100) * 100, token]),
  moveToWait: async (token) => told.push(['wait', token]),
  ...changes,
})

type Run = (context: JobContext) => Promise<void>

function anAttempt(run: Run, { isDraining = false, restMs = 0 } = {}) {
  const running = new Set<Running>()
  const spent: string[] = []
  const handler = handle({
    contract: match,
    run: (_, context) => run(context),
    spent: async (_, why) => void spent.push(why),
  })
  // Only these of a queue are asked for here.
  const queue = {
    name: 'match',
    getRateLimitTtl: async () => restMs,
    rateLimit: async (ms) => void told.push(['rest', ms]),
  } as Partial<EngineQueue> as EngineQueue
  const { log, lines } = keptLog()
  const process = attempts({ queue, handlers: [handler], running, isDraining: () => isDraining, log })
  return { process, running, spent, lines }
}

/** Takes the job and says how it ended. */
async function ends(run: Run, changes: Partial<TakenJob> = {}, given = {}) {
  const attempt = anAttempt(run, given)
  const error = await attempt.process(aTaken(changes), 'token').catch((thrown: unknown) => thrown)
  return { ...attempt, error }
}
const failsWith = (error: unknown) => () => Promise.reject(error)

describe('a job that kills the process it runs in', () => {
  it('runs while its workers died less than fifty times', async () => {
    const { error, spent } = await ends(async () => undefined, { stalledCounter: 49 })
    expect([error, spent]).toEqual([undefined, []])
  })

  it('is a dead letter the fiftieth time, told like any other end, and does not run', async () => {
    const { error, spent } = await ends(failsWith(new Error('ran')), { stalledCounter: 50 })
    expect(error).toBeInstanceOf(UnrecoverableError)
    expect(spent).toEqual(['its worker died 50 times'])
  })
})

describe('a job whose lock was lost', () => {
  it('belongs to another worker: this one says nothing about its end', async () => {
    const { process, running, spent } = anAttempt(() => {
      for (const one of running) one.stop('lock-lost')
      return Promise.reject(new Error('stopped'))
    })
    await expect(process(aTaken({ opts: { attempts: 1 } }), 'token')).rejects.toThrow('stopped')
    expect([spent, told]).toEqual([[], []])
  })
})

describe('a job that is stopped by the drain', () => {
  it('is put back without having run when it was taken just then', async () => {
    const { error } = await ends(failsWith(new Error('ran')), {}, { isDraining: true })
    expect(error).toBeInstanceOf(WaitingError)
    expect(told).toEqual([['wait', 'token']])
  })

  it('is put back when it was running, and no attempt of it has failed', async () => {
    const { process, running, spent } = anAttempt(() => {
      for (const one of running) one.stop('drain')
      return Promise.reject(new GiveUp('stopped'))
    })
    await expect(process(aTaken({ opts: { attempts: 1 } }), 'token')).rejects.toThrow(WaitingError)
    expect([spent, told]).toEqual([[], [['wait', 'token']]])
  })
})

describe('a job while it runs', () => {
  const contextOf = async (changes: Partial<TakenJob>) => {
    let seen: JobContext | undefined
    const { running } = await ends(async (context) => {
      seen = context
    }, changes)
    expect(running.size).toBe(0)
    return seen
  }

  it('is known to its worker, and no longer', async () => {
    const { process, running } = anAttempt(async () => {
      told.push([...running].map(({ jobId }) => jobId))
    })
    await process(aTaken(), 'token')
    expect([told, running.size]).toEqual([[['match-search-a']], 0])
    const failed = await ends(failsWith(new Error('no')))
    expect(failed.running.size).toBe(0)
  })

  it.each<[Partial<TakenJob>, Partial<JobContext>]>([
    [{}, { jobId: 'match-search-a', attempt: 1, isLastAttempt: false, taken: 1, waits: 0, dueAt: new Date(1_000) }],
    [
      { attemptsMade: 3, attemptsStarted: 9 },
      { attempt: 4, isLastAttempt: false, taken: 9 },
    ],
    [{ attemptsMade: 4 }, { attempt: 5, isLastAttempt: true }],
    [{ opts: {} }, { attempt: 1, isLastAttempt: true }],
    [{ opts: { delay: 500 } }, { dueAt: new Date(1_500) }],
    [{ progress: { waits: 6 } }, { waits: 6 }],
    [{ progress: { waits: '6' } }, { waits: 0 }],
    [{ progress: { other: 6 } }, { waits: 0 }],
    [{ id: 'repeat:daily:7000', repeatJobKey: 'daily' }, { dueAt: new Date(7_000) }],
    [{ id: 'batch:7000' }, { dueAt: new Date(1_000) }],
  ])('taken as %j is told %j', async (changes, context) => {
    expect(await contextOf(changes)).toMatchObject(context)
  })
})

describe('a job that wants to run later', () => {
  it('is delayed, and has neither failed nor waited for a site', async () => {
    const { error, spent } = await ends(failsWith(new RetryLater(3_000, 'not yet')), { opts: { attempts: 1 } })
    expect(error).toBeInstanceOf(DelayedError)
    expect([spent, told]).toEqual([[], [['delayed', 3_000, 'token']]])
  })

  it('because its site asks for patience counts that', async () => {
    const asked = failsWith(new RetryLater(3_000, 'slow down', { isAsked: true }))
    await ends(asked, { progress: { waits: 2 } })
    expect(told).toEqual([
      ['progress', { waits: 3 }],
      ['delayed', 3_000, 'token'],
    ])
  })

  it.each([
    ['begins a rest where there is none', 0, [['rest', 3_000]]],
    ['ends a shorter rest later', 2_999, [['rest', 3_000]]],
    ['leaves one that is as long', 3_000, []],
    ['leaves one that is longer', 60_000, []],
  ])('with its whole lane %s', async (_, restMs, expected) => {
    const { error, spent } = await ends(failsWith(new RetryLater(3_000, 'rest', { lane: true })), {}, { restMs })
    expect(error).toBeInstanceOf(RateLimitError)
    expect([spent, told]).toEqual([[], expected])
  })
})

describe('a job whose database is away', () => {
  it.each([
    [1, 500],
    [2, 1_000],
    [5, 8_000],
    [8, 60_000],
    [9_999, 60_000],
  ])('taken %i times looks again after %i ms, and has lost no attempt', async (attemptsStarted, delayMs) => {
    const { error, spent } = await ends(failsWith(new DependencyDown('away')), { attemptsStarted, attemptsMade: 4 })
    expect(error).toBeInstanceOf(DelayedError)
    expect([spent, told]).toEqual([[], [['delayed', delayMs, 'token']]])
  })

  it('for a week fails like any other', async () => {
    const { error, spent } = await ends(failsWith(new DependencyDown('away')), {
      attemptsStarted: 10_000,
      attemptsMade: 4,
    })
    expect(error).toMatchObject({ message: 'away' })
    expect([spent, told]).toEqual([['away'], []])
  })
})

describe('a job that fails', () => {
  const levels = (lines: () => Record<string, unknown>[]) => lines().map(({ level }) => level)

  it('before its last attempt is tried again by BullMQ, and is for those who look for the cause', async () => {
    const thrown = new Error('reset by peer')
    const { error, spent, lines } = await ends(failsWith(thrown), { attemptsMade: 3 })
    expect(error).toBe(thrown)
    expect([spent, told]).toEqual([[], []])
    expect(levels(lines)).toEqual([30, 20])
    expect(lines()[0]).toMatchObject({ job: 'match-search-a', attempt: 4, isFinal: false })
  })

  it('at its last attempt is said in the data and to people', async () => {
    const { spent, lines } = await ends(failsWith(new Error('reset by peer')), { attemptsMade: 4 })
    expect(spent).toEqual(['reset by peer'])
    expect(levels(lines)).toEqual([40, 20])
    expect(lines()[0]).toMatchObject({ attempt: 5, isFinal: true, msg: 'match failed: reset by peer' })
  })

  it('for good is not tried again, whichever attempt it was', async () => {
    const { error, spent, lines } = await ends(failsWith(new GiveUp('no such shop')))
    expect(error).toBeInstanceOf(UnrecoverableError)
    expect([(error as Error).message, spent]).toEqual(['no such shop', ['no such shop']])
    expect(levels(lines)).toEqual([40, 20])
  })

  it('with something that is no error says it, and with a novel its first thousand characters', async () => {
    expect((await ends(failsWith('just words'))).error).toEqual(new Error('just words'))
    const { error, spent } = await ends(failsWith(new Error('x'.repeat(1_001))), { attemptsMade: 4 })
    expect(spent).toEqual(['x'.repeat(1_000)])
    expect(error).toMatchObject({ message: 'x'.repeat(1_000), cause: { message: 'x'.repeat(1_001) } })
  })

  it('of a name that nobody here handles is a dead letter at once, and is told as an error', async () => {
    const { error, spent, lines } = await ends(async () => undefined, { name: 'notice' })
    expect(error).toBeInstanceOf(UnrecoverableError)
    expect(error).toMatchObject({ message: 'no handler for "notice" in match: its handlers are match' })
    expect([spent, levels(lines)]).toEqual([[], [50]])
  })

  it('and whose end the data refuse is told as an error, and has failed all the same', async () => {
    const { log, lines } = keptLog()
    const refusing = handle({ contract: match, run: failsWith(new Error('no')), spent: failsWith(new GiveUp('odd')) })
    const process = attempts({
      ...{ queue: {} as EngineQueue, handlers: [refusing], running: new Set<Running>(), isDraining: () => false, log },
    })
    await expect(process(aTaken({ attemptsMade: 4 }), 'token')).rejects.toThrow('no')
    expect(levels(lines)).toEqual([40, 20, 50])
  })
})
