import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Bazaar, demoMarket, openBazaar } from '../../src/bazaar/open-bazaar.ts'
import { judge } from '../../src/bazaar/truth.ts'
import type { Ended } from './program.ts'
import { dataFolder, runProgram } from './program.ts'
import { demoWatch } from './runs.ts'

const demo = 'config/watchlists/demo.yaml'
let folder: Awaited<ReturnType<typeof dataFolder>>
let bazaar: Bazaar

beforeAll(async () => {
  folder = await dataFolder()
  bazaar = await openBazaar(demoMarket)
})
afterAll(async () => {
  await bazaar.close()
  await folder.remove()
})

const morgiana = (...args: string[]): Promise<Ended> =>
  runProgram(args, {
    MORGIANA_DATA: folder.path,
    MORGIANA_ORIGINS: `bazaar=${bazaar.origin}`,
    MORGIANA_ALLOW_LOOPBACK: 'yes',
  })

type Report = {
  ended: string
  coverage: { state: string; keyword: string; listings: number }[]
  counts: Record<string, number>
  hits: { id: string; score: number; listing: { id: string }; findings: { signal: string; text: string }[] }[]
  timings: { elapsedMs: number }
}

describe('a scan of the demo', () => {
  it('covers every planned search and finds the planted counterfeits', async () => {
    const { code, out } = await morgiana('scan', '--json', demo)
    expect(code).toBe(0)
    const lines = out.trim().split('\n')
    expect(lines).toHaveLength(1)
    const report = JSON.parse(lines[0]!) as Report
    expect(report.coverage.every((row) => row.state === 'searched' || row.state === 'empty')).toBe(true)
    expect(report.ended).toBe('ended')
    expect(report.counts).toMatchObject({ notCovered: 0, unscored: 0 })

    const watch = await demoWatch()
    const ids = report.hits.map((hit) => hit.listing.id)
    const judgement = judge(bazaar.truth(), ids, { brand: watch.brand, seen: bazaar.shown() })
    expect(judgement.explicitRecall).toBe(1)
    expect(judgement.precision).toBeGreaterThanOrEqual(0.9)
    expect(report.hits.every((hit) => hit.findings.length > 0)).toBe(true)
    const signals = report.hits.flatMap((hit) => hit.findings.map(({ signal }) => signal))
    // Copiers take the brand's photos of every colour; the watchlist has one colour of each product.
    expect(signals.filter((signal) => signal === 'image.official-copy').length).toBeGreaterThan(1)
  })

  it('ends with 6 when hits were found and that was asked', async () => {
    expect((await morgiana('scan', '--fail-on-hits', demo)).code).toBe(6)
  })

  it('lists its hits, and status is fine', async () => {
    const hits = await morgiana('hits', '--json', '--limit', '3')
    expect(hits.code).toBe(0)
    expect(
      hits.out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).state),
    ).toEqual(['open', 'open', 'open'])
    const status = await morgiana('status', '--json')
    expect(status.code).toBe(0)
    expect(JSON.parse(status.out).watches).toHaveLength(1)
  })
})

describe('a watchlist with mistakes', () => {
  it('ends with 3, names each by file, line and column, and starts nothing', async () => {
    const here = await mkdtemp(join(tmpdir(), 'morgiana-watchlist-'))
    const file = join(here, 'watchlist.yaml')
    await writeFile(file, 'brand: Acme\nkeywords: [acme]\nmarketplace: [bazaar]\nschedule: "0 6 * *"\n')
    const before = bazaar.counts()
    const { code, err, out } = await morgiana('scan', file)
    expect(code).toBe(3)
    expect(out).toBe('')
    expect(err).toContain(`${file}:3:1`)
    expect(err).toContain('did you mean "marketplaces"?')
    expect(err).toContain(`${file}:4:11`)
    expect(bazaar.counts()).toEqual(before)
    await rm(here, { recursive: true })
  })
})

describe('a dependency that is down', () => {
  it.each([
    ['database', { DATABASE_URL: 'postgres://morgiana:secret-word@127.0.0.1:9/none' }],
    ['queue engine', { REDIS_URL: 'redis://:secret-word@127.0.0.1:9' }],
  ])('a wrong %s ends with 7 and one clear line that tells no secret', async (_what, wrong) => {
    const { code, err } = await runProgram(['scan', demo], { MORGIANA_DATA: folder.path, ...wrong })
    expect(code).toBe(7)
    const said = err
      .trim()
      .split('\n')
      .filter((line) => !line.startsWith('{'))
    expect(said).toHaveLength(1)
    expect(said[0]).toContain('127.0.0.1:9')
    expect(err).not.toContain('secret-word')
  })
})
