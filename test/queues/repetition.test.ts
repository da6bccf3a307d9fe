import { beforeEach, describe, expect, it } from 'vitest'
import { planJob, sweepJob } from '../../queues/contracts/upkeep.ts'
import type { EngineQueue } from '../../queues/engine.ts'
import { forget, policyOf, repeatJob } from '../../queues/repetition.ts'

type Scheduler = NonNullable<Awaited<ReturnType<EngineQueue['getJobScheduler']>>>
const daily = { cron: '0 6 * * *', zone: 'Europe/Berlin' }
const hourly = { everyMs: 3_600_000 }
const job = planJob('acme')
const timing = (repeat: typeof daily | typeof hourly) =>
  'cron' in repeat ? { pattern: repeat.cron, tz: repeat.zone } : { every: repeat.everyMs }

/** As BullMQ gives one back that was made for this job. */
const aScheduler = (repeat: typeof daily | typeof hourly, change: Partial<Scheduler> = {}): Scheduler =>
  ({
    ...{ key: 'one', name: job.name, next: 7_000, ...timing(repeat) },
    template: { data: job.data, opts: policyOf(job) },
    ...change,
  }) as Scheduler

/** What BullMQ's queue was told, in order; the real one is in test/contract. */
let told: unknown[][]
let refusals: Error[]
beforeEach(() => {
  told = []
  refusals = []
})

function aQueue(found: Scheduler | undefined, next: string = 'delayed'): EngineQueue {
  return {
    getJobScheduler: async () => found,
    getJobState: async (id: string) => (id === 'repeat:one:7000' ? next : 'completed'),
    upsertJobScheduler: async (id: string, when: object, what: { name: string }) => {
      const refusal = refusals.shift()
      if (refusal) throw refusal
      told.push(['set', id, when, what.name])
    },
    removeJobScheduler: async (id: string) => told.push(['remove', id]),
  } as unknown as EngineQueue
}
const set = ['set', 'one', timing(daily), 'plan']
const emptied = [
  ['set', 'one', { pattern: '0 0 1 1 *', tz: 'UTC' }, 'plan'],
  ['remove', 'one'],
]

describe('a repetition that is set', () => {
  it.each([daily, hourly])('for the first time is made: %j', async (repeat) => {
    await repeatJob(aQueue(undefined), 'one', job, repeat)
    expect(told).toEqual([['set', 'one', timing(repeat), 'plan']])
  })

  it.each([daily, hourly])('and says the same is left alone: %j', async (repeat) => {
    await repeatJob(aQueue(aScheduler(repeat)), 'one', job, repeat)
    expect(told).toEqual([])
  })

  it.each<[string, Partial<Scheduler>]>([
    ['name', { name: 'sweep' }],
    ['hour', { pattern: '0 7 * * *' }],
    ['zone', { tz: 'UTC' }],
    ['interval', { every: 5 }],
    ['payload', { template: { data: planJob('other').data, opts: policyOf(job) } }],
    ['policy', { template: { data: job.data, opts: { ...policyOf(job), attempts: 1 } } }],
    ['template', { template: undefined } as unknown as Partial<Scheduler>],
    ['next time', { next: undefined } as unknown as Partial<Scheduler>],
  ])('with another %s takes the place of the one before, its waiting job too', async (_, change) => {
    const name = change.name ?? 'plan'
    await repeatJob(aQueue(aScheduler(daily, change)), 'one', job, daily)
    expect(told).toEqual([['set', 'one', { pattern: '0 0 1 1 *', tz: 'UTC' }, name], ['remove', 'one'], set])
  })

  it('whose next job is gone is made again: its chain would never go on', async () => {
    await repeatJob(aQueue(aScheduler(daily), 'unknown'), 'one', job, daily)
    expect(told).toEqual([...emptied, set])
  })

  it('while another process does is tried again, a few times', async () => {
    refusals = [new Error('busy'), new Error('busy')]
    await repeatJob(aQueue(undefined), 'one', job, daily)
    expect(told).toEqual([set])
    refusals = Array.from({ length: 6 }, () => new Error('busy'))
    await expect(repeatJob(aQueue(undefined), 'one', job, daily)).rejects.toThrow('busy')
    expect([refusals, told]).toEqual([[], [set]])
  })

  it('while the engine is away is not tried again here', async () => {
    refusals = [Object.assign(new Error('away'), { code: 'ECONNREFUSED' }), new Error('busy')]
    await expect(repeatJob(aQueue(undefined), 'one', job, daily)).rejects.toThrow('away')
    expect(refusals).toHaveLength(1)
  })
})

describe('a repetition that is taken away', () => {
  it('takes a job that is due along, by a replacement that takes its place', async () => {
    await forget(aQueue(aScheduler(daily)), 'one')
    expect(told).toEqual(emptied)
  })

  it('and is not there needs nothing', async () => {
    await forget(aQueue(undefined), 'one')
    expect(told).toEqual([])
  })
})

describe('the policy of a job without retries', () => {
  it('has one attempt and no jitter', () => {
    expect(policyOf(sweepJob())).toMatchObject({ attempts: 1, backoff: { delay: 1_000, jitter: 0 }, priority: 5 })
  })
})
