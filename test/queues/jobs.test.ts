import { describe, expect, it } from 'vitest'
import { capture, captureJob, laneOf, search, searchJob, visit, visitJob } from '../../queues/contracts/crawl.ts'
import { match, matchJob } from '../../queues/contracts/match.ts'
import { plan, planJob, sweepJob, upkeepQueue } from '../../queues/contracts/upkeep.ts'
import type { NewJob } from '../../queues/job.ts'
import { policyOf } from '../../queues/repetition.ts'

const planned = { id: 'x1', run: 'r1', marketplace: 'ebay', priority: 3 }
const trace = 'r1'

describe('a job', () => {
  it.each<[NewJob, string, string, number, object]>([
    [searchJob(planned), 'crawl-ebay', 'search-x1', 30, { search: 'x1', marketplace: 'ebay', trace, priority: 3 }],
    [visitJob(planned), 'crawl-ebay', 'visit-x1', 35, { visit: 'x1', marketplace: 'ebay', trace, priority: 3 }],
    [
      captureJob(planned),
      'crawl-ebay',
      'capture-x1',
      10,
      { capture: 'x1', marketplace: 'ebay', trace: 'x1', priority: 1 },
    ],
    [matchJob('search', planned), 'match', 'match-search-x1', 30, { batch: 'x1', of: 'search', trace, priority: 3 }],
    [matchJob('visit', planned), 'match', 'match-visit-x1', 30, { batch: 'x1', of: 'visit', trace, priority: 3 }],
    [planJob('acme'), upkeepQueue, 'plan-acme', 1, { watch: 'acme' }],
    [sweepJob(), upkeepQueue, 'sweep-now', 5, {}],
  ])('$id lies in its queue under an id made from what it is about', (job, queue, id, priority, payload) => {
    expect(job).toMatchObject({ queue, id, priority, data: { version: 1, payload } })
  })

  it('on a lane comes before less urgent ones; a search before closer looks, a page as evidence before both', () => {
    const urgent = { ...planned, priority: 1 }
    const order = [captureJob(planned), searchJob(urgent), visitJob(urgent), searchJob(planned), visitJob(planned)]
    expect(order.map(({ priority }) => priority)).toEqual([10, 10, 15, 30, 35])
  })

  it('says how BullMQ is to try it, and stays as a dead letter when it has failed', () => {
    expect(policyOf(searchJob(planned))).toEqual({
      attempts: search.attempts,
      backoff: { type: 'exponential', delay: 2_000, jitter: 0.5 },
      priority: 30,
      removeOnComplete: true,
      removeOnFail: false,
      stackTraceLimit: 3,
    })
  })

  it('of a marketplace is on the lane of that name', () => {
    expect(laneOf('etsy')).toBe('crawl-etsy')
  })
})

describe('a payload', () => {
  const ofSearch = searchJob(planned).data.payload
  const longest = 'x'.repeat(100)
  it.each([
    [search, ofSearch, 'search'],
    [visit, visitJob(planned).data.payload, 'visit'],
    [capture, captureJob(planned).data.payload, 'capture'],
    [match, matchJob('visit', planned).data.payload, 'batch'],
    [plan, planJob('acme').data.payload, 'watch'],
  ] as const)(
    'of $name names what it is about in 1 to 100 characters, and nothing else',
    (contract, payload, field) => {
      const reads = (change: object): boolean =>
        contract.payload.safeParse({ ...(payload as object), ...change }).success
      expect(reads({ [field]: longest })).toBe(true)
      expect(reads({ [field]: `${longest}x` })).toBe(false)
      expect(reads({ [field]: '' })).toBe(false)
      expect(reads({ more: 1 })).toBe(false)
    },
  )

  it.each([
    [1, true],
    [100, true],
    [0, false],
    [101, false],
    [1.5, false],
  ])('with a priority of %d is one: %s', (priority, isOne) => {
    expect(search.payload.safeParse({ ...(ofSearch as object), priority }).success).toBe(isOne)
  })
})
