import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readSettings } from '../../config/settings.ts'
import { run } from '../../src/cli/run.ts'
import { captureIo } from './captured-io.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'morgiana-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function aFile(text: string, name = 'w.yaml'): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

async function typed(argv: string[], answers?: string[], env: Record<string, string> = {}) {
  const io = captureIo(answers)
  const code = await run(argv, io, readSettings({ MORGIANA_DATA: folder, ...env }))
  return { code, out: io.outLines.join('\n'), err: io.errLines.join('\n'), asked: io.asked }
}

const good = 'brand: Acme\nkeywords: [acme shoe, acme]\nmarketplaces: [ebay, aliexpress]\nschedule: "0 6 * * *"\n'
const wrong = 'brand: Acme\nkeywrds: [acme]\nmarketplaces: [ebya]\n'

describe('check', () => {
  it('says what a good watchlist watches', async () => {
    expect(await typed(['check', aFile(good)])).toMatchObject({
      code: 0,
      out: 'ok  Acme (acme): 0 products, 2 keywords on ebay, aliexpress, "0 6 * * *" in UTC',
      err: '',
    })
  })

  it.each([
    ['Latin-1', Buffer.from('brand: Acme\nkeywords: [façade]\nmarketplaces: [ebay]\n', 'latin1'), '2:14', 'E7'],
    ['UTF-16', Buffer.from('\ufeffbrand: Acme\n', 'utf16le'), '1:1', 'FF'],
    ['cut', Buffer.from('brand: Acmé').subarray(0, -1), '1:11', 'C3'],
  ])('refuses a file in %s with the place, and alters nothing', async (name, bytes, place, byte) => {
    const file = join(folder, `${name}.yaml`)
    writeFileSync(file, bytes)
    for (const verb of ['check', 'plan', 'scan', 'up'])
      expect(await typed([verb, file])).toMatchObject({
        code: 3,
        out: '',
        err: `${file}:${place}  not UTF-8 (byte ${byte}): save the file as UTF-8`,
      })
  })

  it('takes the mark that some editors put before UTF-8', async () => {
    expect(await typed(['check', aFile(`\ufeff${good}`)])).toMatchObject({ code: 0, err: '' })
  })

  it('says every mistake of every file with its place', async () => {
    const [first, second] = [aFile(wrong, '1.yaml'), aFile('brand: x\n', '2.yaml')]
    expect(await typed(['check', first, second])).toMatchObject({
      code: 3,
      out: '',
      err: [
        `${first}:1:1  keywords: is missing`,
        `${first}:2:1  keywrds: unknown key, did you mean "keywords"?`,
        `${first}:3:16  marketplaces: unknown marketplace "ebya", did you mean "ebay"?`,
        `${second}:1:1  keywords: is missing`,
        `${second}:1:1  marketplaces: is missing`,
      ].join('\n'),
    })
  })

  it('says which marketplace cannot be searched in the order that is asked for', async () => {
    const file = aFile('brand: Acme\nkeywords: [acme]\nmarketplaces: [ebay, temu]\nsort: price-low\n')
    const note = 'temu cannot sort by price-low: it is searched by best-match only'
    expect(await typed(['check', file])).toMatchObject({
      code: 0,
      out: `ok  Acme (acme): 0 products, 1 keyword on ebay, temu, without a schedule\nnote  ${note}`,
    })
    expect(JSON.parse((await typed(['check', '--json', file])).out)).toMatchObject({ ok: true, notes: [note] })
  })

  it('gives one JSON document either way', async () => {
    const ok = await typed(['check', '--json', aFile(good)])
    expect(JSON.parse(ok.out)).toMatchObject({ ok: true, watches: [{ id: 'acme' }] })
    const mistaken = await typed(['check', '--json', aFile(wrong)])
    expect(mistaken.code).toBe(3)
    expect(JSON.parse(mistaken.out).mistakes[2]).toMatchObject({ line: 3, column: 16, path: 'marketplaces.0' })
  })

  it('names a file that is not there', async () => {
    const file = join(folder, 'none.yaml')
    expect(await typed(['check', file])).toMatchObject({ code: 3, err: `${file}: there is no such file` })
  })

  it('gives editors a JSON Schema that knows the keys and the marketplaces', async () => {
    const [one] = JSON.parse((await typed(['check', '--schema'])).out).anyOf
    expect(one.required).toEqual(['brand', 'keywords', 'marketplaces'])
    expect(one.properties.marketplaces.items.enum).toContain('ebay')
    expect(one.properties.schedule.anyOf[0]).toEqual({ type: 'string' })
    expect(one.properties.sort.anyOf[0].enum).toContain('newest')
    expect(one.additionalProperties).toBe(false)
  })
})

describe('plan', () => {
  it('says what would be asked of whom, how often, and against which budget', async () => {
    const { code, out } = await typed(['plan', aFile(`${good}pages: 3\nterritories: [us]\n`)])
    expect(code).toBe(0)
    expect(out).toMatch(/^ {2}keywords {4}acme shoe · acme$/m)
    expect(out).toMatch(/^ {2}ebay: 2 searches will be refused: a key is needed/m)
    expect(out).toMatch(/^ {2}aliexpress +us +2 +7 /m)
    expect(out).toMatch(/2 searches of up to 3 pages: up to 7 requests/)
    expect(out).toMatch(/up to 7 of 500 requests in the budget \(1 run\)/)
    expect(out.match(/06:00 UTC/g)).toHaveLength(3)
    expect(out).toMatch(/ebay, robots\.txt: search disallowed.*ends as refused unless MORGIANA_ROBOTS_OVERRIDES/)
    expect(out).toMatch(/aliexpress, robots\.txt: search allowed, listings not known \(\d{4}-\d\d-\d\d\)$/m)
    expect(out).toContain('one more asks for what always has results: ebay "shoes", aliexpress "shoes"')
  })

  it('searches each order that a marketplace has, and says which it has not', async () => {
    const file = aFile(`${good.replace('aliexpress', 'aliexpress, walmart')}sort: [newest, best-match]\n`)
    const allowed = { MORGIANA_ROBOTS_OVERRIDES: 'ebay=permission, walmart=permission' }
    const { out } = await typed(['plan', file], undefined, allowed)
    expect(out).toMatch(/^ {2}sorted by {3}best-match · newest$/m)
    expect(out).toMatch(/^ {2}ebay +us +4 +9 /m)
    expect(out).toMatch(/^ {2}walmart +us +2 +/m)
    expect(out).toContain('walmart cannot sort by newest: it is searched by best-match only')
    expect(out).not.toContain('ebay cannot sort')
  })

  it('says when an API cannot sort as its pages can', async () => {
    const key = { MORGIANA_ALIEXPRESS_APP_KEY: '123456', MORGIANA_ALIEXPRESS_APP_SECRET: 'very-secret' }
    const { out } = await typed(['plan', aFile(`${good}sort: newest\n`)], undefined, key)
    expect(out).toContain('aliexpress: by newest its pages are read, since its Open Platform cannot sort so')
    expect(out).not.toContain('ebay: by newest')
  })

  it('says which marketplace has no canary, and uses the one that the settings name', async () => {
    const file = aFile('brand: Acme\nkeywords: [acme]\nmarketplaces: [shopify]\n')
    expect((await typed(['plan', file])).out).toContain('shopify has no canary: each shop sells something else')
    const { out } = await typed(['plan', file], undefined, { MORGIANA_CANARIES: 'shopify=socks' })
    expect(out).toContain('one more asks for what always has results: shopify "socks"')
  })

  it('warns when the budget does not do', async () => {
    const { out } = await typed(['plan', aFile(`${good}budget: 3\n`)])
    expect(out).toMatch(/OVER BUDGET, up to 2 requests end as out-of-budget/)
  })

  it('knows the settings: rates, origins, robots overrides', async () => {
    const { out } = await typed(['plan', aFile(good)], undefined, {
      MORGIANA_RATES: 'ebay=1/10s',
      MORGIANA_ORIGINS: 'aliexpress=https://mirror.example',
      MORGIANA_ROBOTS_OVERRIDES: 'ebay=written permission of 2026-10-01',
      MORGIANA_EBAY_CLIENT_ID: 'an-id',
      MORGIANA_EBAY_CLIENT_SECRET: 'very-secret',
    })
    expect(out).toMatch(/^ {2}ebay .* 1 in 10 s +40 s$/m)
    expect(out).toContain('ebay is asked by its Browse API first')
    expect(out).not.toContain('very-secret')
    expect(out).toMatch(/aliexpress is asked at https:\/\/mirror\.example instead/)
    expect(out).toMatch(/ebay is asked in spite of its robots\.txt: written permission of 2026-10-01/)
  })

  it('gives one JSON document with every search and the next times', async () => {
    const { watches } = JSON.parse((await typed(['plan', '--json', aFile(good)])).out)
    expect(watches).toHaveLength(1)
    expect(watches[0].searches).toHaveLength(2)
    expect(watches[0].refused).toEqual([{ marketplace: 'ebay', searches: 2, why: 'needs-key' }])
    const first = { keyword: 'acme shoe', marketplace: 'aliexpress', territory: 'us', sort: 'best-match' }
    expect(watches[0].searches[0]).toEqual(first)
    expect(watches[0].nextRuns).toHaveLength(3)
  })

  it('says where the line stands, and what to expect there by what was measured', async () => {
    const { out } = await typed(['plan', aFile(good)])
    expect(out).toMatch(/^ {2}a hit {7}from the weights' line on, 0\.5; with reviews-a-day the watch draws its own$/m)
    expect(out).toMatch(
      /^ {2}expected {4}\d\d\.\d % \(.*\) of hits right, by 1230 labelled listings, not of this watch$/m,
    )
    expect(out).toMatch(/^ {14}\d\d\.\d % \(.*\) of copies found, by \d+ labelled listings, not of this watch$/m)
    expect(out).toMatch(/^ {2}base rate {3}5\.0 % of listings are copies, assumed: nothing of it has been scored yet$/m)
    const budget = await typed(['plan', aFile(`${good}reviews-a-day: 20\n`)])
    expect(budget.out).toContain('from 0.5 on, until enough was seen to pick where 20 new listings a day lie above')
    const own = await typed(['plan', '--json', aFile(`${good}line: 0.9\n`)])
    const [{ expected }] = JSON.parse(own.out).watches
    expect(expected).toMatchObject({ line: { from: 0.9, by: 'watch' }, precision: { by: 'evaluation' } })
    expect(expected.recall.interval.low).toBeLessThan(expected.recall.estimate)
  })

  it('plans nothing from a watchlist with mistakes', async () => {
    const { code, out, err } = await typed(['plan', aFile(wrong)])
    expect({ code, out }).toEqual({ code: 3, out: '' })
    expect(err.split('\n')).toHaveLength(3)
  })
})

describe('init', () => {
  const file = () => join(folder, 'new.yaml')
  const all = [
    '--brand',
    'Acme & Co',
    '--product',
    'Trail: Runner',
    '--price',
    'usd 129.00',
    '--keywords',
    'acme, trail',
  ]

  it('writes a watchlist that passes check, from options', async () => {
    expect(await typed(['init', ...all, '--marketplaces', 'ebay,aliexpress', file()])).toMatchObject({
      code: 0,
      err: '',
    })
    const text = readFileSync(file(), 'utf8')
    expect(text).toContain('brand: "Acme & Co"\nproducts:\n  - name: "Trail: Runner"\n    price: { USD: 129.00 }\n')
    expect((await typed(['check', file()])).out).toMatch(
      /^ok {2}Acme & Co \(acme-co\): 1 product, 2 keywords on ebay, aliexpress/,
    )
  })

  it('asks five questions of a person at a terminal', async () => {
    const { code, asked } = await typed(['init', file()], ['Acme', 'Runner', '129.00 EUR', 'ebay', 'acme，runner'])
    expect({ code, asked: asked.length }).toEqual({ code: 0, asked: 5 })
    expect(readFileSync(file(), 'utf8')).toContain('keywords: [acme, runner]\n')
  })

  it('asks again when an answer does not do, and says why', async () => {
    const answers = ['', 'Acme', '', '', 'ebya', 'ebay', 'acme']
    const { code, err } = await typed(['init', file()], answers)
    expect(code).toBe(0)
    expect(err).toBe('  brand must not be empty\n  unknown marketplace "ebya", did you mean "ebay"?')
    expect(readFileSync(file(), 'utf8')).not.toContain('products')
  })

  it.each([
    ['when the input ends', ['Acme'], 130],
    ['when an answer does not do three times', ['', '', '', 'Acme'], 3],
  ])('writes nothing %s', async (_, answers, code) => {
    expect(await typed(['init', file()], answers)).toMatchObject({
      code,
      err: expect.stringMatching(/nothing was written$/),
    })
    expect(await typed(['check', file()])).toMatchObject({ code: 3 })
  })

  it.each([
    [
      [],
      'init needs --brand, --marketplaces, --keywords; it asks its questions at a terminal only, and standard input is none',
    ],
    [[...all, '--marketplaces', 'ebya'], 'marketplaces: unknown marketplace "ebya", did you mean "ebay"?'],
    [
      ['--brand', 'a', '--keywords', 'a', '--marketplaces', 'ebay', '--price', '1 USD'],
      'a price needs the product that it is for',
    ],
    [
      ['--brand', 'a', '--keywords', 'a', '--marketplaces', 'ebay', '--price', '129'],
      'a price reads like 129.00 USD, not "129"',
    ],
  ])('%j is refused', async (args, why) => {
    const { code, err } = await typed(['init', ...args, file()])
    expect(code).toBeGreaterThanOrEqual(2)
    expect(err.split('\n')[0]).toBe(why)
  })

  it('writes over a file only when it is told to', async () => {
    const args = ['init', ...all, '--marketplaces', 'ebay', aFile('mine', 'new.yaml')]
    expect(await typed(args)).toMatchObject({ code: 2, err: `${file()} is there already; --force writes over it` })
    expect(readFileSync(file(), 'utf8')).toBe('mine')
    expect(await typed([...args, '--force'])).toMatchObject({ code: 0 })
    expect(readFileSync(file(), 'utf8')).toMatch(/^brand: /)
  })
})
