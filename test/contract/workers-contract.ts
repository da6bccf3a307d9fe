import { describe, expect, it, onTestFinished } from 'vitest'
import type { JobContext } from '../../queues/queues.ts'
import { aHandler, aJob, eventually, type Ground, idOf, lockMs } from './ground.ts'
import { gate, Journal } from './journal.ts'
import { spawnWorker } from './spawn-worker.ts'

type Seen = { batch: string; attempt: number; taken: number }
const seenOf = (batch: string, { attempt, taken }: JobContext): Seen => ({ batch, attempt, taken })

const untilStopped = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

export function workersContract({ kind, url, queues, queue, work, another }: Ground): void {
  describe('a worker whose process is killed', () => {
    it('loses nothing: its jobs are taken over by another, and no attempt is lost', async () => {
      const dying = await spawnWorker(kind, url(), queue(), String(lockMs))
      onTestFinished(() => dying.kill())
      await queues().add([aJob(queue(), 'one', { attempts: 1 }), aJob(queue(), 'two', { attempts: 1 })])
      await dying.taken.count(2)
      expect(await queues().counts(queue())).toMatchObject({ active: 2, waiting: 0 })
      await dying.kill()
      const seen = new Journal<Seen>()
      await work(aHandler(async ({ batch }, context) => seen.add(seenOf(batch, context))))
      const taken = [...(await seen.count(2))].sort((one, other) => one.batch.localeCompare(other.batch))
      expect(taken).toEqual([
        { batch: 'one', attempt: 1, taken: 2 },
        { batch: 'two', attempt: 1, taken: 2 },
      ])
      await eventually(() => queues().state(queue(), idOf('one'))).toEqual({ state: 'missing' })
    })
  })

  describe('a worker that runs longer than its lock', () => {
    it('keeps its job: nobody takes it over while it lives', async () => {
      const seen = new Journal<string>()
      const hold = gate()
      const handler = aHandler(async ({ batch }) => {
        seen.add(batch)
        if (batch === 'long') await hold.opened
      })
      await queues().add([aJob(queue(), 'long')])
      await work(handler)
      await seen.count(1)
      const other = await another()
      await work(handler, {}, other)
      // Two lock times' worth of stalled checks, told by jobs that come and go meanwhile.
      await queues().repeat('tick', aJob(queue(), 'tick'), { everyMs: lockMs })
      await seen.until((entries) => entries.filter((batch) => batch === 'tick').length >= 3)
      await queues().stopRepeating(queue(), 'tick')
      expect(seen.entries.filter((batch) => batch === 'long')).toHaveLength(1)
      hold.open()
      await eventually(() => queues().state(queue(), idOf('long'))).toEqual({ state: 'missing' })
    })
  })

  describe('a worker that is drained', () => {
    it('finishes what it has, takes nothing more, and says when it is done', async () => {
      const seen = new Journal<string>()
      const hold = gate()
      await queues().add([aJob(queue(), 'running'), aJob(queue(), 'waiting')])
      const worker = await work(
        aHandler(async ({ batch }) => {
          seen.add(batch)
          await hold.opened
          seen.add(`${batch} done`)
        }),
      )
      await seen.count(1)
      const drained = worker.drain(20_000)
      hold.open()
      await drained
      expect(seen.entries).toEqual(['running', 'running done'])
      expect(await queues().counts(queue())).toEqual({ waiting: 1, active: 0, delayed: 0, failed: 0 })
    })

    it('stops its jobs at the deadline; they wait again at once and have lost no attempt', async () => {
      const seen = new Journal<Seen>()
      await queues().add([aJob(queue(), 'long', { attempts: 1 })])
      const worker = await work(
        aHandler(async ({ batch }, context) => {
          seen.add(seenOf(batch, context))
          await untilStopped(context.signal)
        }),
      )
      await seen.count(1)
      await worker.drain(20)
      expect(await queues().state(queue(), idOf('long'))).toEqual({ state: 'waiting' })
      await work(aHandler(async ({ batch }, context) => seen.add(seenOf(batch, context))))
      expect((await seen.count(2))[1]).toEqual({ batch: 'long', attempt: 1, taken: 2 })
    })

    it('does not wait for a job that ignores its signal; another worker takes it over', async () => {
      const seen = new Journal<Seen>()
      const hold = gate()
      onTestFinished(() => hold.open())
      await queues().add([aJob(queue(), 'deaf', { attempts: 1 })])
      const worker = await work(
        aHandler(async ({ batch }, context) => {
          seen.add(seenOf(batch, context))
          await hold.opened
        }),
      )
      await seen.count(1)
      await worker.drain(20)
      await work(aHandler(async ({ batch }, context) => seen.add(seenOf(batch, context))))
      expect((await seen.count(2))[1]).toEqual({ batch: 'deaf', attempt: 1, taken: 2 })
    })

    it('while it has nothing to do is done at once, and may be drained twice', async () => {
      const worker = await work(aHandler(async () => undefined))
      await Promise.all([worker.drain(20_000), worker.drain(20_000)])
      await queues().add([aJob(queue(), 'one')])
      expect(await queues().counts(queue())).toMatchObject({ waiting: 1 })
    })
  })
}
