import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSettings } from '../../config/settings.ts'
import { run } from '../../src/cli/run.ts'
import { type CoverageEnd, type CoverageRow, isCovered, type PlannedSearch } from '../../src/model/coverage.ts'
import { canaryOf } from '../../src/model/planned-search.ts'
import type { ApiCoverage } from '../../src/web/api.ts'
import { aSearch } from '../builders.ts'
import { captureIo } from '../cli/captured-io.ts'
import { type TestDatabase, testDatabase } from '../store/database.ts'
import { type Served, serve } from './served.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.stop())

const [first, second] = [aSearch(), aSearch({ keyword: 'halvard replica' })]
const canary = canaryOf(first, 'shoes')
const searched: Partial<CoverageEnd> = { state: 'searched', listings: 0 }

/** How a run's searches end, whether the run does, and the pages that were planned and not seen. */
const cases: [string, [PlannedSearch, Partial<CoverageEnd>, PlannedSearch?][], 'ended' | 'going', number][] = [
  [
    'everything was read',
    [
      [first, searched],
      [second, { state: 'empty' }],
    ],
    'ended',
    0,
  ],
  [
    'a page was blocked',
    [
      [first, searched],
      [second, { state: 'blocked', blockedBy: 'captcha' }],
    ],
    'ended',
    1,
  ],
  [
    'the budget was spent',
    [
      [first, { state: 'out-of-budget' }],
      [second, { state: 'out-of-budget' }],
    ],
    'ended',
    2,
  ],
  [
    'results are hidden',
    [
      [first, { state: 'empty' }, canary],
      [second, searched],
      [canary, { state: 'empty' }],
    ],
    'ended',
    2,
  ],
  ['a search is still to come', [[first, searched]], 'going', 0],
]

async function asked(served: Served, ...words: string[]) {
  const io = captureIo()
  const code = await run(words, io, readSettings({ DATABASE_URL: served.databaseUrl }))
  return { code, said: JSON.parse(io.outLines.join('\n')) }
}

describe('a run of which', () => {
  it.each(cases)('%s: coverage, status, page and metrics count the same', async (_what, ends, how, gaps) => {
    const served = await serve(database)
    const { store } = served
    await store.runs.plan({ id: 'run-1', watch: 'halvard', trigger: 'scan' }, [first, second], new Date())
    for (const [search, end, next] of ends) {
      const whole: CoverageEnd = { state: 'empty', listings: 0, warnings: [], ...end }
      await store.searches.save({ search, end: whole, listings: [], next: next ?? null, now: new Date() })
    }
    expect(await store.runs.endIfDone('run-1', new Date())).toBe(how === 'ended')

    const code = gaps === 0 ? 0 : 5
    const coverage = await asked(served, 'coverage', '--json')
    const status = await asked(served, 'status', '--json')
    expect([coverage.code, status.code]).toEqual([code, code])
    const rows: CoverageRow[] = await store.runs.coverage('run-1')
    const [report] = coverage.said.runs
    expect(report).toMatchObject({ isSeen: gaps === 0, searchesCovered: rows.filter(isCovered).length })
    expect(report.gaps).toHaveLength(gaps)
    expect(status.said.watches[0].notCovered).toHaveLength(gaps)

    const headers = { cookie: await served.cookie('Ann', 'admin') }
    // What our own server answers.
    const page = (await (await fetch(`${served.url}/api/coverage`, { headers })).json()) as ApiCoverage
    expect(page.watches[0]).toMatchObject({ gapCount: gaps, run: { searchesCovered: report.searchesCovered } })
    const metrics = await (await fetch(`${served.url}/metrics`)).text()
    expect(metrics).toContain(`morgiana_coverage_gaps{watch="halvard",marketplace="bazaar"} ${gaps}\n`)
    await served.close()
  })
})

describe('an import after a crawl that missed a page', () => {
  it('changes nothing of what is said to be covered, on the page, in status, its exit code and the metrics', async () => {
    const served = await serve(database)
    const { store } = served
    const now = (minute: number) => new Date(Date.UTC(2026, 10, 30, 6, minute))
    await store.runs.plan({ id: 'run-1', watch: 'halvard', trigger: 'scan' }, [first], now(0))
    const blocked: CoverageEnd = { state: 'blocked', blockedBy: 'captcha', listings: 0, warnings: [] }
    await store.searches.save({ search: first, end: blocked, listings: [], next: null, now: now(1) })
    await store.runs.endIfDone('run-1', now(1))
    const imported = aSearch({ run: 'import-1', keyword: 'a file' })
    await store.runs.plan({ id: 'import-1', watch: 'halvard', trigger: 'import' }, [imported], now(5))
    const read: CoverageEnd = { state: 'searched', listings: 0, warnings: [] }
    await store.searches.save({ search: imported, end: read, listings: [], next: null, now: now(5) })
    await store.runs.endIfDone('import-1', now(5))

    const status = await asked(served, 'status', '--json')
    expect(status.code).toBe(5)
    expect(status.said.watches[0]).toMatchObject({ run: { id: 'run-1' }, import: { id: 'import-1' } })
    expect((await asked(served, 'coverage', '--json')).code).toBe(5)
    const headers = { cookie: await served.cookie('Ann', 'admin') }
    const page = (await (await fetch(`${served.url}/api/coverage`, { headers })).json()) as ApiCoverage
    expect(page.watches[0]).toMatchObject({ gapCount: 1, run: { id: 'run-1' }, import: { id: 'import-1' } })
    const metrics = await (await fetch(`${served.url}/metrics`)).text()
    expect(metrics).toContain('morgiana_coverage_gaps{watch="halvard",marketplace="bazaar"} 1\n')
    expect(metrics).toContain('morgiana_last_run_timestamp_seconds{watch="halvard",kind="import"}')
    await served.close()
  })
})
