import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSettings } from '../../config/settings.ts'
import { run } from '../../src/cli/run.ts'
import { aListing } from '../builders.ts'
import { parse } from '../export/spreadsheet.ts'
import { runProgram } from '../pipeline/program.ts'
import { type TestDatabase, testDatabase } from '../store/database.ts'
import { freshStore, hitsWith, seen } from '../store/visits/on-the-way.ts'
import { captureIo } from './captured-io.ts'

describe('morgiana hits with a flag that says nothing', () => {
  it.each([
    [['--limit', 'x'], '--limit is a whole number from 1 to 99999'],
    [['--limit', '0'], '--limit is a whole number from 1 to 99999'],
    [['--state', 'nope'], '--state is open, decided or withdrawn'],
    [['--verdict', 'nope'], '--verdict is one of counterfeit, allowed, not-our-product, unsure, watch'],
    [['--day', 'today'], '--day is a day such as 2026-11-24'],
  ])('%j ends with 2 and says what it is', async (flags, said) => {
    const { code, err } = await runProgram(['hits', ...flags])
    expect([code, err.trim()]).toEqual([2, said])
  })
})

describe('morgiana hits of a watch or a marketplace', () => {
  let database: TestDatabase
  let url: string
  beforeAll(async () => {
    database = await testDatabase()
    const fresh = await freshStore(database)
    url = fresh.url
    const listings = [aListing({ marketplace: 'depop' })]
    await seen(fresh.store, { run: 'run-1', minute: 1, listings, score: hitsWith(['Halvard']) })
    await fresh.store.close()
  })
  afterAll(() => database.stop())

  const typed = async (...flags: string[]) => {
    const io = captureIo()
    const code = await run(['hits', ...flags], io, readSettings({ DATABASE_URL: url }))
    return [code, io.outLines.join(), io.errLines.join()]
  }

  it.each([
    [['--marketplace', 'ebya'], 'there is no marketplace "ebya", did you mean "ebay"?'],
    [['--watch', 'halvrd'], 'there is no watch "halvrd", did you mean "halvard"?'],
    [['--watch', 'somebody-else'], 'there is no watch "somebody-else"; there are halvard'],
  ])('%j that nobody has is a mistake, not "no hits"', async (flags, said) => {
    expect(await typed(...flags)).toEqual([2, '', said])
  })

  it('that has none says so', async () => {
    expect(await typed('--marketplace', 'ebay', '--watch', 'halvard')).toEqual([0, 'no hits', ''])
  })

  it('of imports alone is known by its hits', async () => {
    const [code, out] = await typed('--marketplace', 'depop')
    expect([code, out]).toEqual([0, expect.stringContaining('1 of 1 hits')])
  })
})

describe('morgiana export', () => {
  let database: TestDatabase
  let url: string
  let folder: string
  beforeAll(async () => {
    database = await testDatabase()
    folder = await mkdtemp(join(tmpdir(), 'morgiana-export-'))
    const fresh = await freshStore(database)
    url = fresh.url
    const listings = [
      aListing({ id: 'a', title: '=HYPERLINK("http://x.example") Halvard', marketplace: 'depop' }),
      aListing({ id: 'b', title: 'Halvard, trail', marketplace: 'ebay' }),
    ]
    await seen(fresh.store, { run: 'run-1', minute: 1, listings, score: hitsWith(['Halvard']) })
    await fresh.store.close()
  })
  afterAll(async () => {
    await database.stop()
    await rm(folder, { recursive: true })
  })

  const typed = async (...words: string[]) => {
    const io = captureIo()
    const code = await run(['export', ...words], io, readSettings({ DATABASE_URL: url }))
    return { code, out: io.outLines.join('\n'), err: io.errLines.join('\n') }
  }

  it('gives a line a hit and no formula, on standard output', async () => {
    const { code, out } = await typed('hits')
    const [head, ...lines] = out.split('\r\n').filter(Boolean)
    expect([code, head?.split(',').slice(0, 5)]).toEqual([0, ['\uFEFFHit', 'Watch', 'Brand', 'Marketplace', 'Listing']])
    expect(lines).toHaveLength(2)
    expect(lines.join()).toContain(`"'=HYPERLINK(""http://x.example"") Halvard"`)
  })

  it('holds what the filter leaves', async () => {
    const { out } = await typed('hits', '--format', 'jsonl', '--marketplace', 'ebay', '--score-min', '0.5')
    expect(JSON.parse(out)).toMatchObject({ listing: 'b', title: 'Halvard, trail', score: 0.9, state: 'open' })
    expect((await typed('hits', '--format', 'jsonl', '--score-min', '0.95')).out).toBe('')
  })

  it('writes a whole file, by the ending of its name, over an older one', async () => {
    const file = join(folder, 'hits.xlsx')
    for (const round of [1, 2])
      expect([round, await typed('hits', '--to', file)]).toEqual([
        round,
        { code: 0, out: `2 hits in ${file}`, err: '' },
      ])
    const [sheet] = parse(await readFile(file)).sheets
    expect(sheet?.rows.map((row) => row[4]?.value).sort()).toEqual(['Listing', 'a', 'b'])
    expect(await readdir(folder)).toEqual(['hits.xlsx'])
  })

  it.each([
    [['listings'], 2, 'export knows hits, not "listings"'],
    [
      ['hits', '--format', 'xls', '--to', 'x'],
      2,
      '--format is one of csv, xlsx, jsonl, not "xls", did you mean "xlsx"?',
    ],
    [['hits', '--to', 'hits.pdf'], 2, '--format is one of csv, xlsx, jsonl, not "pdf"'],
    [['hits', '--format', 'xlsx'], 2, 'a workbook needs --to FILE'],
    [['hits', '--score-min', '7'], 2, '--score-min is a number from 0 to 1'],
    [['hits', '--to', '/dev/null/hits.csv'], 4, '/dev/null/hits.csv cannot be written (ENOTDIR)'],
  ])('%j ends with %d and says what it is', async (words, code, said) => {
    expect(await typed(...words)).toEqual({ code, out: '', err: said })
  })
})
