import { describe, expect, it } from 'vitest'
import { aHandler, aJob, eventually, type Ground } from './ground.ts'
import { Journal } from './journal.ts'

const hourIn = (zone: string, at: Date | null): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at ?? undefined)

export function repeatContract({ queues, queue, work }: Ground): void {
  describe('a repetition', () => {
    it('runs its job again and again, each time with the moment it was due', async () => {
      const due = new Journal<number>()
      await queues().repeat('often', aJob(queue(), 'again'), { everyMs: 150 })
      await work(aHandler(async (_, { dueAt }) => due.add(dueAt.getTime())))
      const times = await due.count(3)
      const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0))
      for (const gap of gaps) expect(gap % 150).toBe(0)
      for (const gap of gaps) expect(gap).toBeGreaterThan(0)
    })

    it.each([
      ['Asia/Tokyo', 'America/New_York'],
      ['America/New_York', 'Asia/Tokyo'],
    ])('by cron is due at the hour of its zone: six in %s', async (zone, elsewhere) => {
      await queues().repeat('daily', aJob(queue(), 'daily'), { cron: '0 6 * * *', zone })
      const [daily] = await queues().repetitions(queue())
      expect(daily?.id).toBe('daily')
      expect(hourIn(zone, daily?.nextAt ?? null)).toBe('06:00')
      expect(hourIn(elsewhere, daily?.nextAt ?? null)).not.toBe('06:00')
    })

    it('by cron keeps its due time over the attempts of a job', async () => {
      const seen = new Journal<{ attempt: number; dueAt: string }>()
      await queues().repeat('each second', aJob(queue(), 'again'), { cron: '* * * * * *', zone: 'UTC' })
      await work(
        aHandler(async (_, { attempt, dueAt }) => {
          seen.add({ attempt, dueAt: dueAt.toISOString() })
          if (attempt < 3) throw new Error('not yet')
        }),
      )
      const runs = await seen.until((entries) => entries.some(({ attempt }) => attempt === 3))
      const due = runs.find(({ attempt }) => attempt === 3)?.dueAt
      expect(due).toMatch(/\.000Z$/)
      expect(runs.filter(({ dueAt }) => dueAt === due).map(({ attempt }) => attempt)).toEqual([1, 2, 3])
    })

    it('that is set again with another job or time is replaced', async () => {
      const seen = new Journal<string>()
      await queues().repeat('one', aJob(queue(), 'before'), { everyMs: 3_600_000 })
      await queues().repeat('one', aJob(queue(), 'after'), { everyMs: 100 })
      await work(aHandler(async ({ batch }) => seen.add(batch)))
      expect(new Set(await seen.count(4))).toEqual(new Set(['after']))
      expect(await queues().repetitions(queue())).toHaveLength(1)
    })

    it('that is set again unchanged keeps the run that came due while nothing ran', async () => {
      const each = { cron: '* * * * * *', zone: 'UTC' }
      await queues().repeat('one', aJob(queue(), 'missed'), each)
      const dueAt = (await queues().repetitions(queue()))[0]?.nextAt?.getTime() ?? Number.POSITIVE_INFINITY
      await eventually(() => Date.now()).toBeGreaterThan(dueAt)
      await queues().repeat('one', aJob(queue(), 'missed'), each)
      const due = new Journal<number>()
      await work(aHandler(async (_, context) => due.add(context.dueAt.getTime())))
      expect((await due.count(1))[0]).toBe(dueAt)
    })

    it('that is stopped takes its waiting job along', async () => {
      await queues().repeat('one', aJob(queue(), 'later'), { cron: '0 6 * * *', zone: 'UTC' })
      expect(await queues().counts(queue())).toMatchObject({ delayed: 1 })
      await queues().stopRepeating(queue(), 'one')
      await queues().stopRepeating(queue(), 'never there')
      expect(await queues().repetitions(queue())).toEqual([])
      expect(await queues().counts(queue())).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 })
    })

    it('that is stopped when its job is due already takes that along, too', async () => {
      await queues().repeat('one', aJob(queue(), 'now'), { everyMs: 3_600_000 })
      expect(await queues().counts(queue())).toMatchObject({ waiting: 1, delayed: 0 })
      await queues().stopRepeating(queue(), 'one')
      expect(await queues().counts(queue())).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 })
    })

    it('set by several processes at once is one', async () => {
      const set = () => queues().repeat('one', aJob(queue(), 'again'), { cron: '0 6 * * *', zone: 'UTC' })
      await Promise.all([set(), set(), set(), set()])
      expect(await queues().repetitions(queue())).toHaveLength(1)
      expect(await queues().counts(queue())).toMatchObject({ delayed: 1 })
    })
  })

  it('a job that is not repeated was due when it was added', async () => {
    const due = new Journal<number>()
    const before = Date.now()
    await queues().add([aJob(queue(), 'now')])
    const after = Date.now()
    await work(aHandler(async (_, { dueAt }) => due.add(dueAt.getTime())))
    const [at] = await due.count(1)
    expect(at).toBeGreaterThanOrEqual(before)
    expect(at).toBeLessThanOrEqual(after)
  })
}
