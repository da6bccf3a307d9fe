import { describe, expect, it } from 'vitest'
import { costOf } from '../../src/schedule/cost.ts'
import { aWatch } from '../builders.ts'
import { aMarketplace } from './markets.ts'

const now = new Date('2026-11-24T22:00Z')
const ebay = aMarketplace('ebay', ['us', 'de'], { requests: 10, perMs: 60_000 })
const etsy = aMarketplace('etsy', ['world'], { requests: 1, perMs: 2_000 })
const cost = (given: Parameters<typeof aWatch>[0]) =>
  costOf(aWatch({ marketplaces: ['ebay', 'etsy'], ...given }), [ebay, etsy], now)

describe('what a run costs', () => {
  it('is every search with all its pages, by marketplace', () => {
    expect(cost({ keywords: ['a', 'b', 'c'], territories: ['us', 'de'], pages: 4 })).toMatchObject({
      searches: 9,
      requestsARun: 36,
      marketplaces: [
        { marketplace: 'ebay', territories: ['us', 'de'], searches: 6, requests: 24, takesMs: 120_000 },
        { marketplace: 'etsy', territories: ['world'], searches: 3, requests: 12, takesMs: 22_000 },
      ],
      takesMs: 120_000,
    })
  })

  it('is one more for each territory of a marketplace that has a canary', () => {
    const watch = aWatch({ marketplaces: ['ebay'], keywords: ['a', 'b'], territories: ['us', 'de'], pages: 3 })
    expect(costOf(watch, [{ ...ebay, canary: { keyword: 'shoes' } }], now).requestsARun).toBe(2 * 2 * 3 + 2)
  })

  it('takes no time while it fits into one window of the limit', () => {
    expect(cost({ marketplaces: ['ebay'], pages: 10 }).takesMs).toBe(0)
    expect(cost({ marketplaces: ['ebay'], pages: 11 }).takesMs).toBe(60_000)
  })
})

describe('what a day costs', () => {
  it.each([
    [null, 0, 6],
    ['0 6 * * *', 1, 6],
    ['0 */6 * * *', 4, 24],
    ['0 6 1 * *', 1, 6],
    ['0 6,18 * * SUN', 2, 12],
    ['* * * * *', 1_440, 8_640],
  ])('with the schedule %j is %i runs, %i requests', (cron, runsADay, requestsADay) => {
    const schedule = cron === null ? null : { cron, zone: 'UTC' }
    expect(cost({ schedule, pages: 3 })).toMatchObject({ runsADay, requestsADay })
  })

  it.each([
    [24, true],
    [23, false],
  ])('with a budget of %i is within it: %s', (requestsADay, isWithinBudget) => {
    const schedule = { cron: '0 */6 * * *', zone: 'UTC' }
    expect(cost({ schedule, pages: 3, budget: { requestsADay } })).toMatchObject({ isWithinBudget })
  })
})
