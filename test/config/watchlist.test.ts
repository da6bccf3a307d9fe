import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printMistake, readWatchlist, readWatchlists } from '../../config/watchlist.ts'
import type { Watch } from '../../src/model/watch.ts'

const known = [
  { id: 'ebay', territories: ['us', 'de'] },
  { id: 'aliexpress', territories: ['us'] },
  { id: 'amazon', territories: ['us', 'jp'] },
]
const smallest = 'brand: Acme\nkeywords: [acme]\nmarketplaces: [ebay]\n'

function watchesOf(text: string): Watch[] {
  const reading = readWatchlist(text, 'w.yaml', known)
  if (!reading.ok) throw new Error(reading.mistakes.map(printMistake).join('\n'))
  return reading.watches
}
function mistakesOf(text: string): string[] {
  const reading = readWatchlist(text, 'w.yaml', known)
  return reading.ok ? [] : reading.mistakes.map(printMistake)
}

describe('a watchlist', () => {
  it('may be eight lines', () => {
    const text = `brand: Acme
products:
  - name: Acme Trail Runner
    price: { USD: 129.00 }
keywords: [acme trail runner]
marketplaces: [ebay, aliexpress]
schedule: "0 6 * * *"
`
    expect(watchesOf(text)).toEqual([
      {
        id: 'acme',
        brand: 'Acme',
        aliases: [],
        products: [{ name: 'Acme Trail Runner', prices: [{ amount: '129.00', currency: 'USD' }], models: [] }],
        keywords: ['acme trail runner'],
        marketplaces: ['ebay', 'aliexpress'],
        territories: [],
        authorisedSellers: [],
        allow: [],
        schedule: { cron: '0 6 * * *', zone: 'UTC' },
        budget: { requestsADay: 500 },
        pages: 2,
        priority: 50,
      },
    ])
  })

  it.each([
    ['never', 'never'],
    ['on-verdict', 'on-verdict'],
    ['from 90', { fromScore: 0.9 }],
  ])('may say which listings are captured: %s', (said, capture) => {
    expect(watchesOf(`${smallest}capture: ${said}\n`)).toMatchObject([{ capture }])
  })
  it.each(['always', 'from 101', '90'])('says what it takes in place of capture: %s', (said) => {
    expect(mistakesOf(`${smallest}capture: ${said}\n`)).toEqual([
      expect.stringContaining(`must be never, on-verdict, or`),
    ])
  })

  it('may say everything', () => {
    const text = `id: acme-shoes
brand: Acme
aliases: [ACME Inc., アクメ]
products:
  - name: Trail Runner
    price: { USD: 129.00, JPY: 19800 }
    models: [990, TR-1]
    category: shoes
    gtin: 4006381333931
    mpn: 0123
    released: 2019-03
    discontinued: 2025
    price-history:
      - { until: 2021, price: { USD: 99.00 } }
      - { until: 2023-06-30, price: { USD: 119.00 } }
keywords: [acme]
marketplaces: [amazon, ebay]
territories: [US, jp]
authorised-sellers: [Acme Official]
allow: [second-hand]
schedule: { cron: "30 6 * * MON-FRI", zone: Asia/Tokyo }
reviews-a-day: 40
line: 0.6
budget: 2000
pages: 5
priority: 1
`
    expect(watchesOf(text)[0]).toEqual({
      id: 'acme-shoes',
      brand: 'Acme',
      aliases: ['ACME Inc.', 'アクメ'],
      products: [
        {
          name: 'Trail Runner',
          prices: [
            { amount: '129.00', currency: 'USD' },
            { amount: '19800', currency: 'JPY' },
          ],
          models: ['990', 'TR-1'],
          category: 'shoes',
          gtin: '4006381333931',
          mpn: '0123',
          released: '2019-03',
          discontinued: '2025',
          priceHistory: [
            { until: '2021', prices: [{ amount: '99.00', currency: 'USD' }] },
            { until: '2023-06-30', prices: [{ amount: '119.00', currency: 'USD' }] },
          ],
        },
      ],
      keywords: ['acme'],
      marketplaces: ['ebay', 'amazon'],
      territories: ['us', 'jp'],
      authorisedSellers: ['Acme Official'],
      allow: ['second-hand'],
      schedule: { cron: '30 6 * * MON-FRI', zone: 'Asia/Tokyo' },
      reviewsADay: 40,
      line: 0.6,
      budget: { requestsADay: 2_000 },
      pages: 5,
      priority: 1,
    })
  })

  it('may hold several watches, share values among them, and come from an editor of another system', () => {
    const text = `\uFEFFwatches:\r
  - &one\r
    brand: Acme\r
    keywords: &words [acme]\r
    marketplaces: [ebay]\r
  - brand: Ácme & Söhne\r
    keywords: *words\r
    marketplaces: [ebay]\r
  - brand: 山田\r
    keywords: [yamada]\r
    marketplaces: [ebay]\r
`
    expect(watchesOf(text).map((each) => [each.id, each.keywords])).toEqual([
      ['acme', ['acme']],
      ['acme-sohne', ['acme']],
      ['山田', ['yamada']],
    ])
  })

  it.each([
    ['129.00', '129.00'],
    ['129', '129'],
    ['"129.50"', '129.50'],
    ['0.01', '0.01'],
    ['100000000.10', '100000000.10'],
  ])('keeps the price %s as %s', (written, amount) => {
    const text = `${smallest}products:\n  - name: x\n    price: { USD: ${written} }\n`
    expect(watchesOf(text)[0]?.products[0]?.prices).toEqual([{ amount, currency: 'USD' }])
  })

  it('keeps words that look like something else', () => {
    const text = 'brand: no\nkeywords: [501, 1e3, null, true, 0x10, 2026-01-01]\nmarketplaces: [ebay]\naliases:\n'
    expect(watchesOf(text)[0]).toMatchObject({
      brand: 'no',
      keywords: ['501', '1e3', 'null', 'true', '0x10', '2026-01-01'],
      aliases: [],
    })
  })
})

describe('several mistakes', () => {
  it('are all said, in the order of the file', () => {
    const text = `brand: Acme
product:
  - name: x
products:
  - nam: Trail Runner
    price: { EURO: 3 }
keywords: [acme, Acme]
marketplaces: [ebay, aliexpres]
territories: [uk]
schedule: { cron: 0 6 * *, zone: Berlin }
pages: many
`
    expect(mistakesOf(text).map((each) => each.split('  ')[0])).toEqual(
      ['2:1', '5:5', '5:5', '6:14', '7:18', '8:22', '9:15', '10:19', '10:34', '11:8'].map((each) => `w.yaml:${each}`),
    )
  })

  it('are counted beyond the first hundred', () => {
    const text = `${smallest}products:\n${'  - {}\n'.repeat(150)}`
    const mistakes = mistakesOf(text)
    expect(mistakes).toHaveLength(101)
    expect(mistakes.at(-1)).toMatch(/and 50 more mistakes from here on$/)
  })

  it('include ids that two watches share, over all files', () => {
    const two =
      'watches:\n  - brand: ACME\n    keywords: [a]\n    marketplaces: [ebay]\n  - brand: b\n    id: b\n    keywords: [a]\n    marketplaces: [ebay]\n'
    const files = ['1.yaml', '2.yaml'].map((file) => ({ file, text: two }))
    const reading = readWatchlists([...files, { file: '3.yaml', text: smallest }], known)
    expect(reading.ok ? [] : reading.mistakes.map(printMistake)).toEqual([
      '2.yaml:2:12  watches.brand: the id "acme" is taken by the watch at 1.yaml:2; give this watch an "id:" of its own',
      '2.yaml:6:9  watches.id: the id "b" is taken by the watch at 1.yaml:6',
      '3.yaml:1:8  brand: the id "acme" is taken by the watch at 1.yaml:2; give this watch an "id:" of its own',
    ])
  })
})

const bomb = Array.from({ length: 9 }, (_, level) => {
  const below = level === 0 ? 'x' : `*l${level - 1}`
  return `l${level}: &l${level} [${Array(9).fill(below).join(', ')}]\n`
}).join('')

describe('a text that would take too much', () => {
  it.each([
    ['nested brackets', `a: ${'['.repeat(20_000)}`, /1:24 {2}is nested too deeply/],
    ['nested dashes', '- '.repeat(20_000), /1:41 {2}is nested too deeply/],
    ['a deep indent', `a:\n${' '.repeat(201)}b: c`, /2:1 {2}is nested too deeply/],
    ['a bomb of aliases', bomb, /holds more than 50000 values or 100 aliases/],
    ['an alias that holds itself', 'brand: &x [*x]\n', /or an alias that holds itself/],
    ['a long file', '#'.repeat(500_001), /is longer than 500000 characters/],
    ['many values', `${smallest}aliases: [${'a,'.repeat(60_000)}]`, /holds more than 50000 values/],
    [
      'many searches',
      `brand: a\nmarketplaces: [ebay, amazon]\nkeywords: [${list(5_001)}]`,
      /3:1 {2}keywords: would plan up to 10002 searches a run/,
    ],
  ])('is refused: %s', (_, text, mistake) => {
    expect(mistakesOf(text).join('\n')).toMatch(mistake)
  })
})

function list(count: number): string {
  return Array.from({ length: count }, (_, index) => `k${index}`).join(', ')
}

describe('any text', () => {
  const scrap = fc.constantFrom(
    ...[
      'brand',
      'keywords',
      'products',
      'price',
      'watches',
      ': ',
      '\n',
      '  ',
      '- ',
      '[',
      ']',
      '{',
      '}',
      ',',
      '"',
      "'",
      '&a',
      '*a',
      '#',
      '|',
      '>',
      '!',
      '?',
      '\t',
      '---\n',
      '%',
      '@',
      '\0',
      '\uD800',
      '129.00',
      'USD',
      'ebay',
    ],
  )
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(scrap, { maxLength: 40 }).map((each) => each.join('')),
    fc.array(scrap, { maxLength: 20 }).map((each) => smallest + each.join('')),
  )

  it('gives watches or mistakes with a place in the file, and never throws', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const reading = readWatchlist(text, 'w.yaml', known)
        const lines = text.split('\n').length
        for (const { line, column, message } of reading.ok ? [] : reading.mistakes) {
          expect(line).toBeGreaterThanOrEqual(1)
          expect(line).toBeLessThanOrEqual(lines)
          expect(column).toBeGreaterThanOrEqual(1)
          expect(message).not.toBe('')
        }
        expect(reading.ok ? reading.watches : reading.mistakes).not.toHaveLength(0)
      }),
      { numRuns: 1_000 },
    )
  })
})
