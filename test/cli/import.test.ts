import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { importVerb } from '../../src/cli/import.ts'
import { CommandError } from '../../src/cli/verb.ts'
import { captchaPage, etsyHead, resultsPage } from '../intake/files.ts'
import { settingsOf } from '../pipeline/runs.ts'
import { query, type TestDatabase, testDatabase } from '../store/database.ts'
import { captureIo } from './captured-io.ts'

let server: TestDatabase
let folder: string
let database: string
beforeAll(async () => {
  server = await testDatabase()
})
afterAll(() => server.stop())
beforeEach(async () => {
  database = await server.freshDatabase()
  folder = await mkdtemp(join(tmpdir(), 'morgiana-import-'))
  await writeFile(
    join(folder, 'watchlist.yaml'),
    'brand: Halvard\nproducts:\n  - name: Halvard Trail Runner\n    price: { EUR: 129.00 }\nkeywords: [halvard]\nmarketplaces: [ebay]\n',
  )
  return () => rm(folder, { recursive: true, force: true })
})

const table = [
  'Artikelnummer;Titel;Preis;Link',
  '123456789012;Halvard Trail Runner 1:1 replica AAA;19,90 EUR;https://www.ebay.de/itm/123456789012',
  '123456789013;Halvard Trail Runner;129,00 EUR;https://www.ebay.de/itm/123456789013',
].join('\n')

const put = (name: string, content: string) => writeFile(join(folder, name), content)
const at = (name: string) => join(folder, name)

async function morgiana(...args: string[]) {
  const io = captureIo()
  const settings = settingsOf({ DATABASE_URL: database, MORGIANA_DATA: at('data'), MORGIANA_LOG_LEVEL: 'error' })
  const code = await importVerb.run(['--watchlist', at('watchlist.yaml'), ...args], io, settings)
  return { code, out: io.outLines.join('\n'), err: io.errLines.join('\n') }
}
const counted = async () => {
  const count = async (name: string) =>
    Number((await query<{ n: string }>(database, `select count(*) as n from ${name}`))[0]?.n)
  const names = ['watches', 'runs', 'coverage', 'sightings', 'listings', 'hits', 'visits', 'audit']
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await count(name)])))
}
const nothing = { watches: 0, runs: 0, coverage: 0, sightings: 0, listings: 0, hits: 0, visits: 0, audit: 0 }

describe('an import', () => {
  it('says what it would do, and writes nothing without --yes', async () => {
    await put('march.csv', table)
    const { code, out } = await morgiana(at('march.csv'))
    expect(code).toBe(0)
    expect(out).toContain('2 listings')
    expect(out).toContain('nothing was written; --yes imports')
    expect(await counted()).toEqual(nothing)
  })

  it('becomes a run whose listings are scored, and whose hits are to be decided', async () => {
    await put('march.csv', table)
    const { code, out } = await morgiana('--yes', '--json', at('march.csv'))
    expect(code).toBe(0)
    const report = JSON.parse(out)
    expect(report).toMatchObject({ imported: true, watch: 'halvard', counts: { listings: 2, unscored: 0, hits: 1 } })
    expect(report.hits).toMatchObject([{ state: 'open', listing: { marketplace: 'ebay', id: '123456789012' } }])
    // Nothing is asked of the marketplace for it.
    expect(await counted()).toMatchObject({
      runs: 1,
      coverage: 1,
      sightings: 2,
      listings: 2,
      hits: 1,
      visits: 0,
      audit: 1,
    })
    const [run] = await query(database, 'select trigger, ended_at is not null as ended from runs')
    expect(run).toEqual({ trigger: 'import', ended: true })
  })

  it('keeps which file, which bytes and which row each sighting comes from', async () => {
    await put('march.csv', table)
    await morgiana('--yes', at('march.csv'))
    const rows = await query(
      database,
      'select c.state, c.keyword, c.territory, c.provenance, s.place from coverage c join sightings s on s.search_id = c.id order by s.position',
    )
    const provenance = { file: 'march.csv', format: 'csv', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }
    expect(rows).toEqual(
      ['row 2', 'row 3'].map((place) => ({
        state: 'searched',
        keyword: 'march.csv',
        territory: '-',
        provenance,
        place,
      })),
    )
  })

  it('of the same bytes again changes nothing and says so, under whatever name', async () => {
    await put('march.csv', table)
    await put('copy.csv', table)
    await morgiana('--yes', at('march.csv'))
    const before = await counted()
    for (const again of [
      await morgiana('--yes', at('copy.csv')),
      await morgiana('--yes', at('march.csv'), at('copy.csv')),
    ]) {
      expect(again.code).toBe(0)
      expect(again.out).toContain('every file was imported before: nothing changes')
    }
    expect(await counted()).toEqual(before)
    expect((await morgiana('--yes', '--again', at('march.csv'))).out).toContain('imported as run')
    expect(await counted()).toMatchObject({ runs: 2, listings: 2, hits: 1 })
  })

  it('that is stopped between slices of a long file ends with 130, and nothing is written', async () => {
    await put('march.csv', table)
    await morgiana('--yes', at('march.csv'))
    const before = await counted()
    const rows = Array.from({ length: 60_000 }, (_, at) => `${123456000000 + at},Halvard Trail Runner ${at},19.90 EUR`)
    await put('long.csv', `id,title,price\n${rows.join('\n')}\n`)
    const stop = new AbortController()
    const io = { ...captureIo(), interrupted: stop.signal }
    const settings = settingsOf({ DATABASE_URL: database, MORGIANA_DATA: at('data'), MORGIANA_LOG_LEVEL: 'error' })
    const args = ['--watchlist', at('watchlist.yaml'), '--marketplace', 'ebay', '--yes', at('long.csv')]
    // Asked as a signal asks: from the event loop, which the reading of the file must leave free.
    setImmediate(() => stop.abort('SIGTERM'))
    expect(await importVerb.run(args, io, settings)).toBe(130)
    expect(await counted()).toEqual(before)
  })

  it('by two at once is done once', async () => {
    await put('march.csv', table)
    await morgiana(at('march.csv'))
    const codes = await Promise.all([morgiana('--yes', at('march.csv')), morgiana('--yes', at('march.csv'))])
    expect(codes.map(({ code }) => code)).toEqual([0, 0])
    expect(await counted()).toMatchObject({ runs: 1, coverage: 1, sightings: 2 })
  })

  it('tells listings that stand in two files, and files that are the same', async () => {
    await put('march.csv', table)
    await put('april.csv', `${table}\n`)
    await put('copy.csv', table)
    const { out } = await morgiana(at('march.csv'), at('april.csv'), at('copy.csv'))
    expect(out).toContain('ebay 123456789012 stands in march.csv (row 2) and april.csv (row 2)')
    expect(out).toContain('copy.csv is the same file as march.csv')
  })

  it('of a folder reads what can be imported, and leaves the rest alone', async () => {
    await mkdir(at('saved/deep/page_files'), { recursive: true })
    await put('saved/page.html', resultsPage(['1000000001'], etsyHead))
    await put('saved/deep/l.jsonl', '{"id":"1","marketplace":"vinted","title":"Halvard"}')
    await put('saved/deep/page_files/frame.html', '<html></html>')
    await put('saved/notes.pdf', '%PDF')
    const { code, out } = await morgiana('--json', at('saved'))
    expect(code).toBe(0)
    const report = JSON.parse(out)
    expect(report.files.map((each: { file: string }) => each.file)).toEqual(['saved/deep/l.jsonl', 'saved/page.html'])
    expect(report.counts).toMatchObject({ listings: 2, passedOver: 2 })
  })

  it('of a block page ends with 5, and coverage says that it was blocked', async () => {
    await put('a.html', captchaPage)
    await put('b.html', resultsPage(['1000000001']))
    const { code, out } = await morgiana('--yes', '--marketplace', 'etsy', at('a.html'), at('b.html'))
    expect(code).toBe(5)
    expect(out).toContain('a.html: etsy blocked by cloudflare')
    expect(await query(database, 'select keyword, state, blocked_by from coverage order by 1')).toEqual([
      { keyword: 'a.html', state: 'blocked', blocked_by: 'cloudflare' },
      { keyword: 'b.html', state: 'searched', blocked_by: null },
    ])
  })

  it('of a table larger than a batch is scored in parts', async () => {
    const rows = Array.from({ length: 1_200 }, (_, n) => `${n},Halvard no. ${n}`)
    await put('big.csv', `id,title\n${rows.join('\n')}\n`)
    const { code } = await morgiana('--yes', '--marketplace', 'vinted', at('big.csv'))
    expect(code).toBe(0)
    expect(await query(database, 'select page, listings from coverage order by 1')).toEqual([
      { page: 1, listings: 500 },
      { page: 2, listings: 500 },
      { page: 3, listings: 200 },
    ])
  })
})

describe('an import with a mistake', () => {
  it('says file, row and column, ends with 3, and keeps nothing of any file', async () => {
    await put('march.csv', table)
    await put('wrong.csv', 'id,Titlle\n1,a\n')
    const { code, out, err } = await morgiana('--yes', '--marketplace', 'ebay', at('march.csv'), at('wrong.csv'))
    expect(code).toBe(3)
    expect(out).toBe('')
    expect(err).toContain('wrong.csv:1:2  no column for the title: "Titlle" is unknown, did you mean "title"?')
    expect(err).toContain('nothing was imported')
    // It was told before anything was opened: there are not even tables.
    expect(await query(database, `select 1 from information_schema.tables where table_schema = 'public'`)).toEqual([])
  })

  it.each([
    [['--marketplace', 'ebya', 'a.csv'], 'no marketplace "ebya", did you mean "ebay"?'],
    [['--currency', 'EURO', 'a.csv'], '--currency is a code such as EUR'],
    [['--columns', 'title', 'a.csv'], '--columns is FIELD=NAME'],
    [['--watch', 'halvrd', 'a.csv'], 'no watch "halvrd", did you mean "halvard"?'],
    [['--yes', '--dry-run', 'a.csv'], 'name one of them'],
    [['none.csv'], 'there is no such file'],
    [[], 'import needs a file or folder'],
  ])('%j is a mistake of usage', async (args, said) => {
    await put('a.csv', table)
    const named = args.map((each) => (each.endsWith('.csv') ? at(each) : each))
    const failed = morgiana(...named)
    await expect(failed).rejects.toBeInstanceOf(CommandError)
    await expect(failed).rejects.toMatchObject({ message: expect.stringContaining(said), code: 2 })
  })
})
