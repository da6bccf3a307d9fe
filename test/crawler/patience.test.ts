import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { retryAfterMs } from '../../src/crawler/retry-after.ts'
import { aCrawler, fetchPage, serve, withoutRobots } from './loopback.ts'

const now = new Date('2026-11-01T12:00:00Z')
const minute = 60_000

const table: [string, string | undefined, number][] = [
  ['nothing', undefined, minute],
  ['an empty header', '', minute],
  ['seconds', '120', 120_000],
  ['seconds in spaces', ' 5 ', 5_000],
  ['no seconds', '0', 1_000],
  ['a day', '86400', 15 * minute],
  ['more than a number can hold', '9'.repeat(400), 15 * minute],
  ['a date', 'Sun, 01 Nov 2026 12:02:00 GMT', 2 * minute],
  ['a date in the old form', 'Sunday, 01-Nov-26 12:02:00 GMT', 2 * minute],
  ['a date that has passed', 'Sun, 01 Nov 2026 11:00:00 GMT', 1_000],
  ['a date next year', 'Mon, 01 Nov 2027 12:00:00 GMT', 15 * minute],
  ['a fraction', '1.5', minute],
  ['less than nothing', '-5', minute],
  ['words', 'in a while', minute],
]

describe('a site that asks for patience', () => {
  it.each(table)('with %s is left alone for so long', (_, said, expected) => {
    expect(retryAfterMs(said, now)).toBe(expected)
  })

  it('is left alone for a second to a quarter of an hour, whatever it says', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.integer().map(String), fc.date().map(String)), (said) => {
        const waitMs = retryAfterMs(said, now)
        return waitMs >= 1_000 && waitMs <= 15 * minute
      }),
    )
  })

  it.each([
    [429, {}, { kind: 'wait', delayMs: minute, why: expect.stringMatching(/^127\.0\.0\.1:\d+ answers 429$/) }],
    [429, { 'retry-after': '7' }, { kind: 'wait', delayMs: 7_000, why: expect.stringContaining('(Retry-After: 7)') }],
    [429, { 'retry-after': 'Sun, 01 Nov 2026 12:00:30 GMT' }, { kind: 'wait', delayMs: 30_000 }],
    [503, { 'retry-after': '7' }, { kind: 'wait', delayMs: 7_000 }],
    [503, {}, { kind: 'page', page: { status: 503, body: 'later' } }],
    [500, { 'retry-after': '7' }, { kind: 'page', page: { status: 500 } }],
    [403, {}, { kind: 'page', page: { status: 403 } }],
  ])('with %i and %o gives the right outcome', async (status, headers, expected) => {
    const { origin } = await serve((_, response) => response.writeHead(status, { ...headers }).end('later'))
    const crawler = aCrawler(origin, { ...withoutRobots, now: () => now })
    expect(await fetchPage(crawler, `${origin}/`)).toMatchObject(expected)
  })
})
