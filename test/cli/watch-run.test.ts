import { describe, expect, it } from 'vitest'
import { missedVisitLines } from '../../src/cli/coverage-lines.ts'
import { countsLine, importLine } from '../../src/cli/watch-run.ts'
import type { RunProgress } from '../../src/store/runs/run-store.ts'

const aRun = (given: Partial<RunProgress>): RunProgress => ({
  ...{ id: 'r', watch: 'w', trigger: 'scan', plannedAt: new Date(0), endedAt: new Date(1) },
  ...{ searchesPlanned: 2, searchesEnded: 2, searchesCovered: 2, listings: 40, unscored: 0 },
  ...{ visitsPlanned: 0, visitsEnded: 0, visitsMissed: 0, hits: 3 },
  ...given,
})

describe('the headline of runs', () => {
  it.each([
    ['all was covered', {}, 'searched 2/2, 40 listings, 3 hits'],
    [
      'two pages failed',
      { searchesCovered: 0, listings: 0, hits: 0 },
      'searched 0/2, 0 listings, 0 hits, 2 not covered',
    ],
    ['one is still to come', { searchesEnded: 1, searchesCovered: 1 }, 'searched 1/2, 40 listings, 3 hits'],
    [
      'visits were missed',
      { visitsPlanned: 1_986, visitsEnded: 1_986, visitsMissed: 470 },
      'searched 2/2, 40 listings, 3 hits, visited 1516/1986, 470 not visited',
    ],
  ])('counts what was covered, where %s', (_, given, line) => {
    expect(countsLine([aRun(given)])).toBe(line)
  })

  it('of an import speaks of no search', () => {
    expect(importLine(aRun({ trigger: 'import', unscored: 2 }))).toBe('40 listings, 3 hits, 2 pages not scored yet')
  })

  it('says why visits were missed', () => {
    const missed = [{ marketplace: 'ebay', state: 'failed', why: 'disk full', count: 470 } as const]
    expect(missedVisitLines(missed)).toEqual(['  ebay: 470 listings not visited: failed, disk full'])
  })
})
