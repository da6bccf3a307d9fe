import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pace } from '../../queues/pace.ts'

describe('the pace of a lane', () => {
  it.each([
    ['30 a minute are one every two seconds', { requests: 30, perMs: 60_000 }, { max: 1, duration: 2_000 }],
    ['one an hour is one an hour', { requests: 1, perMs: 3_600_000 }, { max: 1, duration: 3_600_000 }],
    ['3 a second round to the slower side', { requests: 3, perMs: 1_000 }, { max: 1, duration: 334 }],
    ['200 a second go in fours', { requests: 200, perMs: 1_000 }, { max: 4, duration: 20 }],
  ])('%s', (_, limiter, expected) => {
    expect(pace(limiter)).toEqual(expected)
  })

  it('is never quicker than the limit, and no group is bigger than it', () => {
    const limits = fc.record({
      requests: fc.integer({ min: 1, max: 5_000 }),
      perMs: fc.integer({ min: 1, max: 86_400_000 }),
    })
    fc.assert(
      fc.property(limits, (limiter) => {
        const { max, duration } = pace(limiter)
        expect(max / duration).toBeLessThanOrEqual((limiter.requests / limiter.perMs) * (1 + 1e-9))
        expect(max).toBeGreaterThanOrEqual(1)
        expect(max).toBeLessThanOrEqual(limiter.requests)
        expect(Number.isInteger(duration)).toBe(true)
      }),
    )
  })

  it('of a queue without a limit is still one that a rest of the lane can hold', () => {
    expect(pace().max / pace().duration).toBeGreaterThanOrEqual(1_000)
  })
})
