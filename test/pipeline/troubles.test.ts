import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readSettings } from '../../config/settings.ts'
import { type Bazaar, openBazaar } from '../../src/bazaar/open-bazaar.ts'
import type { Trouble } from '../../src/bazaar/troubles.ts'
import { run } from '../../src/cli/run.ts'
import { captureIo } from '../cli/captured-io.ts'
import { query, type TestDatabase, testDatabase } from '../store/database.ts'
import { dataFolder, runProgram } from './program.ts'

const demo = 'config/watchlists/demo.yaml'
/** The demo's, with two of its keywords in two of its territories: what a trouble does to one search it does to each. */
let watchlist: string
let server: TestDatabase
let bazaar: Bazaar
let folder: Awaited<ReturnType<typeof dataFolder>>
let database: string

beforeAll(async () => {
  server = await testDatabase()
  folder = await dataFolder()
  watchlist = join(folder.path, 'watchlist.yaml')
  const fewer = (await readFile(demo, 'utf8'))
    .replace(/images: .*/g, 'images: []')
    .replace(/ {2}- skarvane (stormcrest|duneglide)\n/g, '')
    .replace(/territories: .*/, 'territories: [us, de]')
  await writeFile(watchlist, fewer)
})
afterAll(async () => {
  await server.stop()
  await folder.remove()
})
beforeEach(async () => {
  bazaar = await openBazaar({ seed: 3, listings: 600 })
  database = await server.freshDatabase()
})
afterEach(() => bazaar.close())

const environment = () => ({
  DATABASE_URL: database,
  MORGIANA_DATA: folder.path,
  MORGIANA_ORIGINS: `bazaar=${bazaar.origin}`,
  MORGIANA_ALLOW_LOOPBACK: 'yes',
  MORGIANA_PROBE_MS: '1000',
})

/** A command line in this process, which spares the program's start; what the program logs is seen by starting it. */
async function morgiana(...args: string[]) {
  const io = captureIo()
  const code = await run(args, io, readSettings({ ...environment(), MORGIANA_LOG_LEVEL: 'silent' }))
  return { code, out: io.outLines.join('\n'), err: io.errLines.join('\n') }
}

describe('a lane that meets a block page', () => {
  it('opens its breaker; scan and status say so, with exit code 5; nothing planned is left without an end', async () => {
    await bazaar.set([{ kind: 'block-page' }])
    const scan = await runProgram(['scan', '--json', demo], environment())
    expect(scan.code).toBe(5)
    const report = JSON.parse(scan.out)
    const states = report.coverage.map((row: { state: string }) => row.state)
    expect(states).toContain('blocked')
    expect(states).toContain('paused')
    expect(states).not.toContain('planned')
    expect(report.paused).toMatchObject([{ marketplace: 'bazaar', state: 'open' }])
    expect(scan.err.match(/breaker opened/g)).toHaveLength(1)

    const status = await morgiana('status')
    expect(status.code).toBe(5)
    expect(status.out).toMatch(/bazaar: paused since/)
  })

  it('works again when a probe gets through', async () => {
    await bazaar.set([{ kind: 'block-page' }])
    await morgiana('scan', '--json', watchlist)
    await bazaar.set([])
    let code: number | null = null
    // Within the probe's wait the lane stays paused; a scan after it gets one search through, which closes the breaker.
    for (let tried = 0; tried < 10 && code !== 0; tried += 1) ({ code } = await morgiana('scan', '--json', watchlist))
    expect(code).toBe(0)
    expect((await morgiana('status')).code).toBe(0)
  })
})

describe('a marketplace that hides its results', () => {
  it('says "no results" to every search and to the canary: all are in doubt, and every verb ends with 5', async () => {
    await bazaar.set([{ kind: 'hidden-results' }])
    const scan = await morgiana('scan', '--json', watchlist)
    expect(scan.code).toBe(5)
    type Row = { state: string; canary?: true; doubtful?: true; territory: string }
    const rows = JSON.parse(scan.out).coverage as Row[]
    expect(rows.every((row) => row.state === 'empty' && row.doubtful)).toBe(true)
    const territories = new Set(rows.map((row) => row.territory))
    expect(rows.filter((row) => row.canary)).toHaveLength(territories.size)

    const coverage = await morgiana('coverage')
    expect(coverage.code).toBe(5)
    expect(coverage.out).toMatch(/0 of \d+ pages covered/)
    expect(coverage.out).toContain('results may be hidden')
    expect((await morgiana('status')).code).toBe(5)
  })

  it('from one search only, while the canary finds plenty: that search is empty, and covered', async () => {
    await bazaar.set([{ kind: 'hidden-results', keyword: 'skarvane replica' }])
    const scan = await morgiana('scan', '--json', watchlist)
    expect(scan.code).toBe(0)
    const coverage = await morgiana('coverage', '--json')
    expect(coverage.code).toBe(0)
    const [run] = JSON.parse(coverage.out).runs
    expect(run.searches).toContainEqual(expect.objectContaining({ canary: true, covered: 1 }))
    expect(run.searches).toContainEqual(expect.objectContaining({ keyword: 'skarvane replica', states: { empty: 1 } }))
  })

  it('is asked for by a name that is not there, or by two: a mistake of the command line', async () => {
    await bazaar.set([])
    await morgiana('scan', '--json', watchlist)
    const mistakes = [
      [['--watch', 'skarvan'], 'did you mean "skarvane"?'],
      [['--run', 'none'], 'there is no run "none"'],
      [['--run', 'a', '--watch', 'b'], 'not both'],
    ] as const
    for (const [words, said] of mistakes) {
      const { code, err } = await morgiana('coverage', ...words)
      expect([code, err]).toEqual([2, expect.stringContaining(said)])
    }
  })
})

describe('troubles that must not be silent', () => {
  const troubles: [Trouble, string, string?][] = [
    [{ kind: 'changed-layout' }, 'changed'],
    [{ kind: 'empty-shell' }, 'changed'],
    [{ kind: 'redirect-home' }, 'blocked', 'redirected-to-home'],
    [{ kind: 'block-page', status: 403 }, 'blocked', 'captcha'],
    [{ kind: 'forbidden' }, 'blocked', 'forbidden'],
    [{ kind: 'sign-in-elsewhere' }, 'blocked', 'login-wall'],
    [{ kind: 'robots-disallow' }, 'refused'],
    [{ kind: 'truncated', how: 'reset' }, 'failed'],
    [{ kind: 'redirect-loop' }, 'failed'],
    [{ kind: 'dead', how: 'reset' }, 'failed'],
    [{ kind: 'cookie-wall', never: true }, 'failed'],
    [{ kind: 'not-modified', on: 'search' }, 'failed'],
  ]
  it.each(troubles)('%j: searches end as %s (%s), with exit code 5', async (trouble, state, by) => {
    await bazaar.set([trouble])
    const { code, out } = await morgiana('scan', '--json', watchlist)
    expect(code).toBe(5)
    type Row = { state: string; blockedBy?: string }
    const rows = (JSON.parse(out).coverage as Row[]).filter((row) => row.state !== 'paused')
    expect(new Set(rows.map((row) => row.state))).toEqual(new Set([state]))
    expect(new Set(rows.map((row) => row.blockedBy))).toEqual(new Set([by]))
  })

  it('a sign-in in place of a listing blocks the visit, and pauses the lane', async () => {
    await bazaar.set([{ kind: 'sign-in-elsewhere', on: 'listing' }])
    const { code, out } = await morgiana('scan', '--json', watchlist)
    expect(code).toBe(5)
    expect(JSON.parse(out).paused).toMatchObject([{ marketplace: 'bazaar', blockedBy: 'login-wall' }])
    const ends = await query<{ state: string }>(database, 'select distinct state from visits order by state')
    expect(ends.map((row) => row.state)).toContain('blocked')
    expect(ends.map((row) => row.state)).not.toContain('refused')
  })

  it('429 with Retry-After holds the lane, and then all is covered', async () => {
    await bazaar.set([{ kind: 'too-many-requests', retryAfterSeconds: 1, requestsMax: 3 }])
    const { code, out } = await morgiana('scan', '--json', watchlist)
    expect(code).toBe(0)
    expect(JSON.parse(out).counts.notCovered).toBe(0)
  })

  it('429 without end blocks the search, pauses the lane and says so once', async () => {
    await bazaar.set([{ kind: 'too-many-requests', retryAfterSeconds: 1 }])
    const { code, out, err } = await runProgram(['scan', '--json', demo], environment())
    expect(code).toBe(5)
    const report = JSON.parse(out)
    type Row = { state: string; blockedBy?: string }
    const ends = new Set((report.coverage as Row[]).map(({ state, blockedBy }) => `${state} ${blockedBy ?? ''}`))
    expect(ends).toEqual(new Set(['blocked rate-limited', 'paused ']))
    expect(report.paused).toMatchObject([{ marketplace: 'bazaar', blockedBy: 'rate-limited' }])
    expect(err.match(/breaker opened/g)).toHaveLength(1)
  })

  it('a site that looks whether cookies come back is read like any other', async () => {
    await bazaar.set([{ kind: 'cookie-wall' }])
    const { code, out } = await morgiana('scan', '--json', watchlist)
    expect([code, JSON.parse(out).counts.notCovered]).toEqual([0, 0])
    expect(bazaar.troubleCounts()['cookie-wall']).toBeGreaterThan(0)
  })

  it('a listing that is visited again and did not change is not read again; its reading stands', async () => {
    await bazaar.set([])
    expect((await morgiana('scan', '--json', watchlist)).code).toBe(0)
    const details = () =>
      query(database, 'select id, detail, detail_validators from listings where detail is not null order by id')
    const before = await details()
    expect(before.length).toBeGreaterThan(5)
    // As though each had looked different on the results page: their pages are wanted again.
    await query(database, 'update listings set detail_on = null where detail is not null')
    const { code, out } = await morgiana('scan', '--json', watchlist)
    expect(code).toBe(0)
    const again = await query<{ why: string | null; visits: number }>(
      database,
      "select why, count(*)::int as visits from visits where run_id = $1 and state = 'visited' group by why",
      JSON.parse(out).runs,
    )
    expect(again).toEqual([
      { why: expect.stringMatching(/^not changed since it was read on \d{4}-/), visits: expect.any(Number) },
    ])
    expect(again[0]?.visits).toBeGreaterThan(5)
    expect(await details()).toEqual(before)
  })

  it('pictures that do not come at first are tried again with their visit', async () => {
    await bazaar.set([{ kind: 'dead', how: 'reset', on: 'picture', requestsMax: 4 }])
    const { code } = await morgiana('scan', '--json', watchlist)
    expect(code).toBe(0)
    const kept = await query<{ kept: number; missing: number }>(
      database,
      'select count(sha256)::int as kept, count(why)::int as missing from pictures',
    )
    expect(kept[0]?.kept).toBeGreaterThan(5)
    expect(kept[0]?.missing).toBe(0)
  })
})
