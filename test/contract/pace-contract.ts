import { describe, expect, it } from 'vitest'
import { aHandler, aJob, type Ground } from './ground.ts'
import { Journal } from './journal.ts'

export function paceContract({ queues, queue, work, another }: Ground): void {
  describe('a lane with a politeness limit', () => {
    const limiter = { requests: 2, perMs: 500 }
    /** A start is seen a little after the job was handed out: so much earlier may the next one seem to be. */
    const lateMs = 100

    it('never starts more jobs in a window than allowed, both workers together', async () => {
      const starts = new Journal<{ by: string; at: number }>()
      const by = (name: string) => aHandler(async () => starts.add({ by: name, at: Date.now() }))
      const jobs = Array.from({ length: 9 }, (_, index) => aJob(queue(), `page-${index}`))
      await work(by('first'), { limiter, concurrency: 4 })
      await work(by('second'), { limiter, concurrency: 4 }, await another())
      await queues().add(jobs)
      const all = (await starts.count(jobs.length)).map(({ at }) => at).sort((one, other) => one - other)
      const spans = all.slice(limiter.requests).map((at, index) => at - (all[index] ?? 0))
      expect(spans).toHaveLength(7)
      for (const span of spans) expect(span).toBeGreaterThanOrEqual(limiter.perMs - lateMs)
    })
  })
}
