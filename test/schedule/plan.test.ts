import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextTimes, plannedSearches, previousTime, runId } from '../../src/schedule/plan.ts'
import { aWatch } from '../builders.ts'
import { aMarketplace } from './markets.ts'

const times = (cron: string, zone: string, after: string, count: number): string[] =>
  nextTimes({ cron, zone }, new Date(after), count).map((each) => each.toISOString().replace(':00.000Z', 'Z'))

describe('a schedule', () => {
  it.each([
    ['every day in UTC', '0 6 * * *', 'UTC', '2026-11-24T22:00Z', ['2026-11-25T06:00Z', '2026-11-26T06:00Z']],
    [
      'on the clock of its zone',
      '0 6 * * *',
      'Asia/Tokyo',
      '2026-11-24T22:00Z',
      ['2026-11-25T21:00Z', '2026-11-26T21:00Z'],
    ],
    ['on working days', '0 6 * * MON-FRI', 'UTC', '2026-11-27T07:00Z', ['2026-11-30T06:00Z', '2026-12-01T06:00Z']],
    ['on leap days', '0 6 29 2 *', 'UTC', '2026-11-24T22:00Z', ['2028-02-29T06:00Z', '2032-02-29T06:00Z']],
    [
      'when clocks go forward, at the same local time',
      '0 6 * * *',
      'Europe/Berlin',
      '2026-03-28T00:00Z',
      ['2026-03-28T05:00Z', '2026-03-29T04:00Z'],
    ],
    [
      'when clocks skip its time, an hour later that day',
      '30 2 * * *',
      'Europe/Berlin',
      '2026-03-28T12:00Z',
      ['2026-03-29T01:30Z', '2026-03-30T00:30Z'],
    ],
    [
      'when clocks repeat its time, once',
      '30 2 * * *',
      'Europe/Berlin',
      '2026-10-24T12:00Z',
      ['2026-10-25T00:30Z', '2026-10-26T01:30Z'],
    ],
    [
      'in a zone whose clocks change by half an hour',
      '0 6 * * *',
      'Australia/Lord_Howe',
      '2026-10-03T00:00Z',
      ['2026-10-03T19:00Z', '2026-10-04T19:00Z'],
    ],
  ])('comes %s', (_, cron, zone, after, expected) => {
    expect(times(cron, zone, after, expected.length)).toEqual(expected)
  })

  it('that is due now comes next time', () => {
    expect(times('0 6 * * *', 'UTC', '2026-11-25T06:00:00Z', 1)).toEqual(['2026-11-26T06:00Z'])
  })

  it('ends where it is told to', () => {
    const until = new Date('2026-11-26T06:00Z')
    expect(nextTimes({ cron: '0 6 * * *', zone: 'UTC' }, new Date('2026-11-24T22:00Z'), 10, until)).toHaveLength(2)
  })
})

describe('the last time of a schedule', () => {
  it.each([
    ['2026-11-25T06:00:00.000Z', '2026-11-25T06:00:00.000Z'],
    ['2026-11-25T06:00:00.500Z', '2026-11-25T06:00:00.000Z'],
    ['2026-11-25T05:59:59.999Z', '2026-11-24T06:00:00.000Z'],
  ])('at %s was %s', (at, expected) => {
    expect(previousTime({ cron: '0 6 * * *', zone: 'UTC' }, new Date(at))?.toISOString()).toBe(expected)
  })

  it('is the one after which the next follows, in any zone', () => {
    const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia')
    const cron = fc.constantFrom('0 6 * * *', '30 2 * * *', '*/20 * * * *', '0 0 1 * *', '15 12 * * SUN')
    const at = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(zone, cron, at, (zone, cron, at) => {
        const schedule = { cron, zone }
        const before = previousTime(schedule, at)
        expect(before?.getTime()).toBeLessThanOrEqual(at.getTime())
        const [next] = nextTimes(schedule, before ?? at, 1)
        expect(next?.getTime()).toBeGreaterThan(at.getTime())
      }),
    )
  })
})

describe('the id of a run', () => {
  const at = new Date('2026-11-25T06:00Z')

  it('is the same for the same due time', () => {
    expect(runId('acme', 'schedule', at)).toBe(runId('acme', 'schedule', new Date(at)))
    expect(runId('acme', 'schedule', at)).toMatch(/^[0-9a-f]{24}$/)
  })

  it('is another for another watch, reason or time', () => {
    const ids = [
      runId('acme', 'schedule', at),
      runId('acme', 'scan', at),
      runId('other', 'schedule', at),
      runId('acme', 'schedule', new Date(at.getTime() + 1)),
    ]
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe('planning', () => {
  it('plans the same searches each time', () => {
    const watch = aWatch({ marketplaces: ['ebay'], keywords: ['a', 'b'] })
    const markets = [aMarketplace('ebay', ['us', 'de'])]
    expect(plannedSearches('run-1', watch, markets)).toEqual(plannedSearches('run-1', watch, markets))
    expect(plannedSearches('run-1', watch, markets)).toHaveLength(2)
  })
})
