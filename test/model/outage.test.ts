import { describe, expect, it } from 'vitest'
import { merged, type Outage } from '../../src/model/outage.ts'

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 1, 6, minute))
const outage = (since: number, until: number | null, given: Partial<Outage> = {}): Outage => ({
  ...{ what: 'database', since: at(since), until: until === null ? null : at(until), why: `since ${since}` },
  ...given,
})
const spans = (...outages: Outage[]) =>
  merged(outages).map(({ what, since, until, why }) => [
    what,
    since.getUTCMinutes(),
    until?.getUTCMinutes() ?? null,
    why,
  ])

describe('outages that several processes tell of', () => {
  it.each<[string, Outage[], unknown[][]]>([
    ['overlap', [outage(1, 5), outage(3, 9)], [['database', 1, 9, 'since 1']]],
    ['lie within one', [outage(1, 9), outage(3, 5)], [['database', 1, 9, 'since 1']]],
    ['touch', [outage(1, 5), outage(5, 9)], [['database', 1, 9, 'since 1']]],
    ['come in any order', [outage(3, 9), outage(1, 5)], [['database', 1, 9, 'since 1']]],
    ['last', [outage(1, null), outage(3, 5)], [['database', 1, null, 'since 1']]],
    ['last in one of them', [outage(1, 5), outage(3, null)], [['database', 1, null, 'since 1']]],
  ])('are one where they %s', (_, outages, expected) => {
    expect(spans(...outages)).toEqual(expected)
  })

  it('are several where there was time between, or where they are of another need, the newest first', () => {
    expect(spans(outage(1, 2), outage(4, 5), outage(4, null, { what: 'vault' }))).toEqual([
      ['vault', 4, null, 'since 4'],
      ['database', 4, 5, 'since 4'],
      ['database', 1, 2, 'since 1'],
    ])
    expect(spans(outage(1, 3), outage(2, 3, { what: 'vault' }), outage(2, 6))).toEqual([
      ['vault', 2, 3, 'since 2'],
      ['database', 1, 6, 'since 1'],
    ])
    expect(spans()).toEqual([])
  })

  it('are left as they were told', () => {
    const told = [outage(1, 5), outage(3, 9)]
    merged(told)
    expect(told).toEqual([outage(1, 5), outage(3, 9)])
  })
})
