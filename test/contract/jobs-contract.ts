import { describe, expect, it } from 'vitest'
import { sweep } from '../../queues/contracts/upkeep.ts'
import { handle } from '../../queues/handle.ts'
import { newJob } from '../../queues/job.ts'
import { GiveUp } from '../../queues/outcome.ts'
import { aHandler, aJob, eventually, type Ground, idOf, type MatchJob } from './ground.ts'
import { gate, Journal } from './journal.ts'

export function jobsContract(ground: Ground): void {
  const { queues, queue, work } = ground

  describe('adding jobs', () => {
    it('runs each job once with its payload, and forgets it when it is done', async () => {
      const seen = new Journal<MatchJob>()
      await queues().add([aJob(queue(), 'one'), aJob(queue(), 'two')])
      await work(aHandler(async (payload) => seen.add(payload)))
      const payloads = await seen.count(2)
      expect(payloads.map((payload) => payload.batch)).toEqual(['one', 'two'])
      expect(payloads[0]).toEqual({ batch: 'one', of: 'search', trace: 'a-run', priority: 10 })
      await eventually(() => queues().state(queue(), idOf('one'))).toEqual({ state: 'missing' })
    })

    it('adds an id once: in one call, in two, and while it is running', async () => {
      const seen = new Journal<string>()
      const hold = gate()
      await queues().add([aJob(queue(), 'same'), aJob(queue(), 'same')])
      await queues().add([aJob(queue(), 'same')])
      expect(await queues().counts(queue())).toMatchObject({ waiting: 1 })
      await work(
        aHandler(async (payload) => {
          seen.add(payload.batch)
          await hold.opened
        }),
      )
      await seen.count(1)
      await queues().add([aJob(queue(), 'same'), aJob(queue(), 'last')])
      hold.open()
      expect(await seen.count(2)).toEqual(['same', 'last'])
    })

    it('adds many in one call, in order', async () => {
      const many = Array.from({ length: 2_500 }, (_, index) => `batch-${index}`)
      await queues().add(many.map((batch) => aJob(queue(), batch)))
      expect(await queues().counts(queue())).toEqual({ waiting: 2_500, active: 0, delayed: 0, failed: 0 })
      const seen = new Journal<string>()
      await work(aHandler(async (payload) => seen.add(payload.batch)))
      expect((await seen.count(5)).slice(0, 5)).toEqual(many.slice(0, 5))
    })

    it('leaves a job alone that is in the failed set, and says why it is there', async () => {
      await queues().add([aJob(queue(), 'dead')])
      await work(aHandler(() => Promise.reject(new GiveUp('the shop is closed'))))
      await eventually(() => queues().state(queue(), idOf('dead'))).toEqual({
        state: 'failed',
        why: 'the shop is closed',
      })
      await queues().add([aJob(queue(), 'dead')])
      expect(await queues().counts(queue())).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 1 })
    })

    it.each(['notice', 'toString'])('refuses %s by name, and then adds nothing of the call', async (name) => {
      const add = queues().add([aJob(queue(), 'fine'), aJob(queue(), 'other', { name })])
      await expect(add).rejects.toThrow(`${name} is not yet built`)
      expect(await queues().counts(queue())).toMatchObject({ waiting: 0 })
    })

    it('takes the lower priority number first, and among equals the first added', async () => {
      const priorities = { c: 50, a: 1, d: 50, b: 7 }
      const jobs = Object.entries(priorities).map(([batch, priority]) => aJob(queue(), batch, { priority }))
      await queues().add(jobs)
      const seen = new Journal<string>()
      await work(aHandler(async (payload) => seen.add(payload.batch)))
      expect(await seen.count(4)).toEqual(['a', 'b', 'c', 'd'])
    })
  })

  describe('a queue that is looked at and held', () => {
    it('counts what waits, runs and failed, and says the state of a job', async () => {
      const hold = gate()
      const seen = new Journal<string>()
      await queues().add([
        aJob(queue(), 'failing', { attempts: 1 }),
        aJob(queue(), 'running'),
        aJob(queue(), 'waiting'),
      ])
      await work(
        aHandler(async (payload) => {
          seen.add(payload.batch)
          if (payload.batch === 'failing') throw new Error('no')
          await hold.opened
        }),
      )
      await seen.count(2)
      expect(await queues().counts(queue())).toEqual({ waiting: 1, active: 1, delayed: 0, failed: 1 })
      expect(await queues().state(queue(), idOf('running'))).toEqual({ state: 'active' })
      expect(await queues().state(queue(), idOf('waiting'))).toEqual({ state: 'waiting' })
      expect(await queues().state(queue(), idOf('never added'))).toEqual({ state: 'missing' })
      hold.open()
    })

    it('hands out nothing while paused, on all hosts, and goes on when resumed', async () => {
      const seen = new Journal<string>()
      await queues().pause(queue())
      await work(aHandler(async (payload) => seen.add(payload.batch)))
      await queues().add([aJob(queue(), 'held')])
      expect(await queues().isPaused(queue())).toBe(true)
      expect(await queues().counts(queue())).toMatchObject({ waiting: 1, active: 0 })
      expect(seen.entries).toEqual([])
      await queues().resume(queue())
      expect(await seen.count(1)).toEqual(['held'])
      expect(await queues().isPaused(queue())).toBe(false)
    })

    it('runs a dead letter again with all its attempts, and forgets old ones', async () => {
      const seen = new Journal<number>()
      let isShopOpen = false
      await queues().add([aJob(queue(), 'again', { attempts: 2 }), aJob(queue(), 'old', { attempts: 1 })])
      await work(
        aHandler(async (payload, context) => {
          if (payload.batch === 'old' || !isShopOpen) throw new Error('closed')
          seen.add(context.attempt)
        }),
      )
      await eventually(() => queues().counts(queue())).toMatchObject({ failed: 2 })
      isShopOpen = true
      await queues().retryFailed(queue(), idOf('again'))
      await queues().retryFailed(queue(), idOf('never added'))
      expect(await seen.count(1)).toEqual([1])
      expect(await queues().cleanFailed(queue(), 3_600_000, 10)).toBe(0)
      expect(await queues().cleanFailed(queue(), 0, 10)).toBe(1)
      expect(await queues().counts(queue())).toMatchObject({ failed: 0 })
    })
  })

  describe('a payload when its job is taken', () => {
    const payload = { batch: 'a', of: 'search', trace: 'a-run', priority: 10 }
    it.each([
      ['a field that is wrong', { version: 1, payload: { ...payload, of: 'dance' } }, /cannot be read: of: /],
      ['a newer version', { version: 2, payload }, /has version 2, this program reads up to 1; upgrade/],
      ['no version', payload, /not \{ version, payload \}/],
    ])('is parsed again: %s is a dead letter at once', async (_, data, why) => {
      // The type of a queue's data is only a promise: another program may have written it.
      await queues().add([aJob(queue(), 'odd', { data: data as ReturnType<typeof aJob>['data'] })])
      const seen = new Journal<string>()
      await work(aHandler(async () => seen.add('ran')))
      await eventually(() => queues().state(queue(), idOf('odd'))).toMatchObject({ state: 'failed' })
      expect((await queues().state(queue(), idOf('odd'))).why).toMatch(why)
      expect(seen.entries).toEqual([])
    })

    it('of a job that no handler here knows is a dead letter at once, saying which are known', async () => {
      await queues().add([newJob(queue(), sweep, {})])
      await work(aHandler(async () => undefined))
      await eventually(() => queues().state(queue(), 'sweep-now')).toEqual({
        state: 'failed',
        why: `no handler for "sweep" in ${queue()}: its handlers are match`,
      })
    })

    it('goes to the handler of its name', async () => {
      const seen = new Journal<string>()
      await queues().add([newJob(queue(), sweep, {}), aJob(queue(), 'batch')])
      const sweeper = handle({ contract: sweep, run: async () => seen.add('sweep'), spent: async () => undefined })
      const worker = await queues().work(queue(), [sweeper, aHandler(async () => seen.add('match'))], {
        concurrency: 1,
      })
      expect(await seen.count(2)).toEqual(['sweep', 'match'])
      await worker.drain(1_000)
    })
  })
}
