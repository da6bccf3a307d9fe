import { describe, expect, it } from 'vitest'
import { GiveUp, RetryLater } from '../../queues/outcome.ts'
import type { JobContext } from '../../queues/queues.ts'
import { DependencyDown } from '../../src/model/dependency-down.ts'
import { aHandler, aJob, eventually, type Ground, idOf } from './ground.ts'
import { Journal } from './journal.ts'

type Seen = { batch: string; attempt: number; taken: number }
const seenOf = (batch: string, { attempt, taken }: JobContext): Seen => ({ batch, attempt, taken })

export function attemptsContract(ground: Ground): void {
  const { queues, queue, work } = ground

  describe('a job that fails', () => {
    it('is tried as often as its policy says, lets others go while it waits, and then is a dead letter', async () => {
      const seen = new Journal<string>()
      const policy = { attempts: 3, backoff: { type: 'exponential', delayMs: 100, jitter: 0.2 } } as const
      await queues().add([aJob(queue(), 'bad', policy), aJob(queue(), 'good')])
      const run = async (batch: string, { attempt, isLastAttempt }: JobContext): Promise<void> => {
        seen.add(`${batch} ${attempt}${isLastAttempt ? ' last' : ''}`)
        if (batch === 'bad') throw new Error(`broken ${attempt}`)
      }
      await work(
        aHandler(({ batch }, context) => run(batch, context), {
          spent: async ({ batch }, why) => seen.add(`spent ${batch}: ${why}`),
        }),
      )
      expect(await seen.count(5)).toEqual(['bad 1', 'good 1', 'bad 2', 'bad 3 last', 'spent bad: broken 3'])
      await eventually(() => queues().state(queue(), idOf('bad'))).toEqual({ state: 'failed', why: 'broken 3' })
      expect(seen.entries).toHaveLength(5)
    })

    it('waits in the delayed set between attempts', async () => {
      const policy = { attempts: 2, backoff: { type: 'exponential', delayMs: 60_000, jitter: 0 } } as const
      await queues().add([aJob(queue(), 'bad', policy)])
      await work(aHandler(() => Promise.reject(new Error('no'))))
      await eventually(() => queues().counts(queue())).toEqual({ waiting: 0, active: 0, delayed: 1, failed: 0 })
      expect(await queues().state(queue(), idOf('bad'))).toEqual({ state: 'delayed' })
    })

    it('for good gives up at once and says so in the data once', async () => {
      const seen = new Journal<string>()
      await queues().add([aJob(queue(), 'bad', { attempts: 5 })])
      const giveUp = (): Promise<never> => Promise.reject(new GiveUp('the listing was never there'))
      await work(aHandler(giveUp, { spent: async ({ batch }, why) => seen.add(`${batch}: ${why}`) }))
      await eventually(() => queues().state(queue(), idOf('bad'))).toMatchObject({ state: 'failed' })
      expect(seen.entries).toEqual(['bad: the listing was never there'])
    })

    it('and cannot say so in the data at first, says it again, and stays one dead letter', async () => {
      const seen = new Journal<string>()
      await queues().add([aJob(queue(), 'bad', { attempts: 1 })])
      const spent = async (): Promise<void> => {
        seen.add('spent')
        if (seen.entries.length < 3) throw new Error('database restarts')
      }
      await work(aHandler(() => Promise.reject(new Error('no')), { spent }))
      await eventually(() => queues().state(queue(), idOf('bad'))).toMatchObject({ why: 'no' })
      expect(seen.entries).toHaveLength(3)
    })
  })

  describe('a job that wants to run later', () => {
    it('runs again, costs no attempt, is counted as taken, and lets others go first', async () => {
      const seen = new Journal<Seen>()
      await queues().add([aJob(queue(), 'early', { attempts: 1 }), aJob(queue(), 'other')])
      await work(
        aHandler(async ({ batch }, context) => {
          seen.add(seenOf(batch, context))
          if (batch === 'early' && context.taken < 3) throw new RetryLater(50, 'the breaker is open')
        }),
      )
      expect(await seen.count(4)).toEqual([
        { batch: 'early', attempt: 1, taken: 1 },
        { batch: 'other', attempt: 1, taken: 1 },
        { batch: 'early', attempt: 1, taken: 2 },
        { batch: 'early', attempt: 1, taken: 3 },
      ])
      await eventually(() => queues().state(queue(), idOf('early'))).toEqual({ state: 'missing' })
    })

    it('because its database is away costs no attempt either', async () => {
      await queues().add([aJob(queue(), 'early', { attempts: 1 })])
      await work(aHandler(() => Promise.reject(new DependencyDown('database is away'))))
      await eventually(() => queues().state(queue(), idOf('early'))).toEqual({ state: 'delayed' })
    })

    it('with its whole lane holds the other jobs back on every worker, and costs no attempt', async () => {
      const restMs = 700
      const seen = new Journal<Seen & { at: number }>()
      const handler = aHandler(async ({ batch }, context) => {
        seen.add({ ...seenOf(batch, context), at: Date.now() })
        if (context.taken === 1 && batch === 'asked') throw new RetryLater(restMs, 'Retry-After', { lane: true })
      })
      await queues().add([aJob(queue(), 'asked', { attempts: 1 })])
      await work(handler)
      await work(handler, {}, await ground.another())
      await seen.count(1)
      await eventually(() => queues().counts(queue())).toMatchObject({ waiting: 1, active: 0 })
      await queues().add([aJob(queue(), 'other', { priority: 1 }), aJob(queue(), 'third')])
      const [asked, ...others] = await seen.count(4)
      expect(others.map(({ batch, attempt, taken }) => `${batch} ${attempt} ${taken}`).sort()).toEqual([
        'asked 1 2',
        'other 1 1',
        'third 1 1',
      ])
      for (const other of others) expect(other.at).toBeGreaterThanOrEqual((asked?.at ?? 0) + restMs)
    })
  })

  describe('a job that takes too long', () => {
    it('is told to stop by its signal, and the attempt fails saying the limit', async () => {
      await queues().add([aJob(queue(), 'slow', { attempts: 1 })])
      const untilStopped = (signal: AbortSignal): Promise<never> =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('half a page read'))))
      await work(aHandler((_, { signal }) => untilStopped(signal), { timeLimitMs: 50 }))
      await eventually(() => queues().state(queue(), idOf('slow'))).toEqual({
        state: 'failed',
        why: 'time limit of 0.05 s reached: half a page read',
      })
    })
  })
}
