import { describe, expect, it } from 'vitest'
import { coverageStates, gapsOf, isCovered, isSeen } from '../../src/model/coverage.ts'

describe('a planned page', () => {
  it.each(coverageStates.map((state) => [state, state === 'searched' || state === 'empty'] as const))(
    'that ended as %s is covered: %s',
    (state, covered) => {
      expect(isCovered({ state })).toBe(covered)
    },
  )

  it('that is doubtful is not covered, though it was answered', () => {
    expect(isCovered({ state: 'empty', doubtful: true })).toBe(false)
  })

  it('is a gap when it is still planned and its run has ended, and only late before', () => {
    const rows = [{ state: 'planned' }, { state: 'searched' }, { state: 'blocked' }] as const
    expect([gapsOf(rows, false).length, gapsOf(rows, true).length]).toEqual([1, 2])
  })
})

describe('a run', () => {
  const ended = { endedAt: new Date(0), visitsMissed: 0, unscored: 0 }
  const going = { endedAt: null, visitsMissed: 0, unscored: 3 }
  it.each([
    ['all pages seen', ended, [{ state: 'searched' }], true],
    ['a page blocked', ended, [{ state: 'searched' }, { state: 'blocked' }], false],
    ['an empty page in doubt', ended, [{ state: 'empty', doubtful: true }], false],
    ['a visit missed', { ...ended, visitsMissed: 1 }, [{ state: 'searched' }], false],
    ['a page that was never scored', { ...ended, unscored: 1 }, [{ state: 'searched' }], false],
    ['pages still to come while it goes on', going, [{ state: 'planned' }], true],
    ['a page blocked while it goes on', going, [{ state: 'planned' }, { state: 'paused' }], false],
  ] as const)('with %s', (_what, run, rows, seen) => {
    expect(isSeen(run, [...rows])).toBe(seen)
  })
})
