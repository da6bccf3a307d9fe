import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSettings } from '../../config/settings.ts'
import { linesOf } from '../../src/cli/explain.ts'
import { run } from '../../src/cli/run.ts'
import { explain } from '../../src/match/explain.ts'
import { aListing } from '../builders.ts'
import { captureIo } from './captured-io.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'morgiana-match-'))
  await writeFile(
    join(folder, 'watch.yaml'),
    [
      'brand: Halvard',
      'products:',
      '  - name: Halvard Trail Runner',
      '    price: { USD: 129.00 }',
      'keywords: [halvard trail runner]',
      'marketplaces: [bazaar]',
    ].join('\n'),
  )
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function typed(...argv: string[]) {
  const io = captureIo()
  const code = await run(argv, io, readSettings({}))
  return { code, out: io.outLines, err: io.errLines.join('\n') }
}

async function aFile(name: string, lines: readonly unknown[]): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'))
  return file
}

const matched = async (lines: readonly unknown[]) =>
  typed('match', '--watchlist', join(folder, 'watch.yaml'), await aFile('listings.jsonl', lines))

describe('morgiana match', () => {
  it('prints id, score, verdict and findings with spans, one line a listing', async () => {
    const { code, out } = await matched([
      { id: 'a', title: 'Halvard shoes 1:1 replica', price: { amount: '19.99', currency: 'USD' }, seller: null },
      { id: 'b', title: 'Halvard shoes', price: null },
    ])
    const [fake, honest] = out.map((line) => JSON.parse(line))
    expect(code).toBe(0)
    expect(Object.keys(fake)).toEqual(['id', 'score', 'verdict', 'findings'])
    expect([fake.id, fake.verdict, honest.id, honest.verdict]).toEqual(['a', 'suspect', 'b', 'allowed'])
    const replica = fake.findings.find(({ signal }: { signal: string }) => signal === 'wording.replica')
    expect(replica).toMatchObject({ weight: expect.any(Number), text: expect.any(String), span: { field: 'title' } })
  })

  it('reads the pages that extract prints', async () => {
    const { out } = await matched([{ file: 'x', listings: [aListing({ id: 'a' }), aListing({ id: 'b' })] }])
    expect(out.map((line) => JSON.parse(line).id)).toEqual(['a', 'b'])
  })

  it('holds prices against those of the file where the watch has no official one', async () => {
    const watch = join(folder, 'unpriced.yaml')
    const product = ['  - name: Halvard Trail Runner', '    category: shoes']
    await writeFile(
      watch,
      ['brand: Halvard', 'products:', ...product, 'keywords: [x]', 'marketplaces: [bazaar]'].join('\n'),
    )
    const asks = (id: string, amount: string) => ({ id, title: 'Halvard shoes', price: { amount, currency: 'EUR' } })
    const shops = Array.from({ length: 13 }, (_, at) => asks(`s${at}`, `${94 + at}.00`))
    const file = await aFile('market.jsonl', [asks('cheap', '19.00'), ...shops])
    const { out } = await typed('match', '--watchlist', watch, file)
    const cheap = JSON.parse(out[0]!).findings.find(({ signal }: { signal: string }) => signal === 'price.extreme')
    expect(cheap.text).toBe(
      '19.00 EUR is 19 % of 99.50 EUR, the middle of what 14 such listings ask; there is no official price.',
    )
    expect(out.filter((line) => line.includes('price.'))).toHaveLength(1)
  })

  it('says every bad line with file and line, scores the others, and ends with 3', async () => {
    const { code, out, err } = await matched([
      { id: 'a', title: 'x' },
      '{"id": ',
      { id: 'b' },
      { id: 'c', title: 'x', price: { amount: 9.5, currency: 'USD' } },
      { id: 'd', title: 'x', price: { amount: '9.50', currency: 'dollars' } },
      '',
      'null',
    ])
    expect(code).toBe(3)
    expect(out).toHaveLength(1)
    expect(err).toMatch(/listings\.jsonl:2:\d+ {2}not a JSON object/)
    expect(err).toContain('listings.jsonl:3:1  title: ')
    expect(err).toContain('listings.jsonl:4:1  price.amount: ')
    expect(err).toContain('listings.jsonl:5:1  price.currency: must be an ISO 4217 code')
    expect(err).toContain('listings.jsonl:7:1  ')
  })

  it.each([
    [['match'], 2, 'match needs a file of listings'],
    [['match', 'x.jsonl'], 2, 'match needs --watchlist'],
    [['match', '--watchlist', 'nowhere.yaml', 'x.jsonl'], 3, 'nowhere.yaml: there is no such file'],
    [['evaluate'], 2, 'evaluate needs a file of labelled listings'],
    [['evaluate', 'nowhere.jsonl'], 2, 'nowhere.jsonl: there is no such file'],
    [['evaluate', '--rates', 'nowhere.tsv', 'x.jsonl'], 3, 'cannot read the exchange rates'],
  ])('%o ends with %d: %s', async (argv, code, said) => {
    const ended = await typed(...argv)
    expect(ended.code).toBe(code)
    expect(ended.err).toContain(said)
  })
})

const record = (id: string, title: string, verdict: string) => ({
  id,
  watch: { brand: 'Halvard', official_price: { amount: 129, currency: 'USD' }, authorised_sellers: ['Halvard Store'] },
  listing: { title, price_text: '$119.00', currency: 'USD', seller: 'x', language: 'en', marketplace: 'ebay' },
  label: { verdict, kind: 'x', reasons: [], difficulty: 'easy' },
})

describe('morgiana evaluate', () => {
  it('prints one JSON object with the figures', async () => {
    const file = await aFile('labelled.jsonl', [
      record('1', 'Halvard shoes replica', 'counterfeit-suspect'),
      record('2', 'Halvard shoes', 'allowed'),
    ])
    const { code, out } = await typed('evaluate', file)
    expect(code).toBe(0)
    expect(out).toHaveLength(1)
    expect(JSON.parse(out[0]!)).toMatchObject({
      n: 2,
      precision: 1,
      recall: 1,
      f1: 1,
      average_precision: 1,
      precision_at_50: null,
      false_positive_rate: 0,
      recall_at_fpr_05: 1,
      by_line: expect.arrayContaining([{ line: 0.5, found: 1, wrong: 0 }]),
      by_language: { en: { n: 2 } },
      by_difficulty: { easy: { n: 2 } },
      by_kind: { x: { n: 2 } },
      by_signal: { 'wording.replica': { seen: 1, suspects_when_seen: 1 } },
    })
  })

  it('fits the weights on other brands and scores those left out, when asked to', async () => {
    const labelled = ['Halvard', 'Bruntwick', 'Ostavel'].flatMap((brand) => [
      { ...record(`${brand}1`, `${brand} shoes replica`, 'suspect'), watch: { brand } },
      { ...record(`${brand}2`, `${brand} shoes`, 'allowed'), watch: { brand } },
    ])
    const { code, out } = await typed('evaluate', '--leave-brands-out', await aFile('labelled.jsonl', labelled))
    expect(code).toBe(0)
    expect(JSON.parse(out[0]!).leave_brands_out).toMatchObject({ brands: 3, folds: 3, n: 6, average_precision: 1 })
  })

  it('cannot leave the only brand out', async () => {
    const file = await aFile('labelled.jsonl', [record('1', 'Halvard shoes', 'allowed')])
    const { code, err } = await typed('evaluate', '--leave-brands-out', file)
    expect([code, err]).toEqual([2, expect.stringContaining('needs labelled listings of two brands')])
  })

  it('gives no figures for a file with a mistake in it', async () => {
    const { code, out, err } = await typed(
      'evaluate',
      await aFile('bad.jsonl', [record('1', 'x', 'allowed'), { id: '2' }]),
    )
    expect([code, out]).toEqual([3, []])
    expect(err).toContain('bad.jsonl:2:1  watch: ')
  })
})

const shared = fileURLToPath(new URL('../../../shared/matcher/', import.meta.url))

describe.skipIf(!existsSync(shared))('morgiana evaluate on ../shared/matcher/listings.jsonl', () => {
  it('takes the rates that the labels assume', async () => {
    const { code, out } = await typed('evaluate', '--rates', `${shared}fx.tsv`, `${shared}listings.jsonl`)
    expect(code).toBe(0)
    expect(JSON.parse(out[0]!)).toMatchObject({ n: 525, suspects: 205, authorised_sellers: { suspect: 0 } })
  })
})

describe('morgiana explain', () => {
  it('prints the sum line by line, and nothing of a listing that would steer a terminal', () => {
    const findings = [
      { signal: 'wording.replica', weight: 3.42, text: 'Says that it is a copy: “rep\u001b[31mlica\u202e”.' },
      { signal: 'allow.second-hand', weight: -1.8, text: 'Second-hand: “used”.' },
      {
        ...{ signal: 'seller.repeat-offender', weight: 0.8, text: '3 listings …' },
        basis: { kind: 'seller-record' as const, counterfeit: 3, allowed: 1, since: '2026-09-02', by: 'id' as const },
      },
      {
        ...{ signal: 'image.official-copy', weight: 0.5, text: 'The picture is 96 % like an official one.' },
        basis: {
          ...{ kind: 'known-picture' as const, of: 'official' as const, name: 'photos/front.jpg' },
          ...{ sha256: 'ab'.repeat(32), similarity: 0.9562499999999999 },
        },
      },
    ]
    const hit = { listing: aListing({ title: 'Halvard\u001b[2J shoes' }), brand: 'Halvard', matcher: 'w1+l1' }
    const lines = linesOf(hit, explain(0.41, findings))
    expect(lines.join('\n')).not.toContain('\u001b')
    expect(lines.join('\n')).not.toContain('\u202e')
    expect(lines).toEqual([
      'Halvard·[2J shoes · bazaar l1 · Halvard',
      'scored by w1+l1; weights are log-odds',
      '  weight       sum  signal                      seen',
      '            -3.284  prior                       before anything is seen',
      '  +3.420     0.136  wording.replica             Says that it is a copy: “rep·[31mlica·”.',
      '  −1.800    -1.664  allow.second-hand           Second-hand: “used”.',
      '  +0.800    -0.864  seller.repeat-offender      3 listings …',
      '                                                3 counterfeit, 1 allowed since 2026-09-02, seller known by id',
      '  +0.500    -0.364  image.official-copy         The picture is 96 % like an official one.',
      '                                                official picture photos/front.jpg abababababab, similarity 0.95625',
      'score = 1 / (1 + e^−(-0.364)) = 0.4100',
      'a notice could rest on:',
      '  counterfeit-features: the listing says or shows that it is a copy',
      '  pictures-copied: official pictures are used without permission',
      '  test-buy: a test purchase would show (price, seller or origin are no reason by themselves)',
    ])
  })
})
