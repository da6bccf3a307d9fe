import { describe, expect, it } from 'vitest'
import { printMistake, readWatchlist } from '../../config/watchlist.ts'

const known = [
  { id: 'ebay', territories: ['us', 'de'] },
  { id: 'aliexpress', territories: ['us'] },
  { id: 'amazon', territories: ['us', 'jp'] },
]
const smallest = 'brand: Acme\nkeywords: [acme]\nmarketplaces: [ebay]\n'
const others = 'keywords: [acme]\nmarketplaces: [ebay]\n'

function mistakesOf(text: string): string[] {
  const reading = readWatchlist(text, '', known)
  return reading.ok ? [] : reading.mistakes.map((each) => printMistake(each).slice(1))
}

const product = (line: string): string => `${smallest}products:\n  - name: x\n    ${line}\n`
const keys =
  'id, brand, aliases, nicknames, products, keywords, marketplaces, territories, sort, replica-shops, authorised-sellers, allow, look-through, capture, schedule, reviews-a-day, line, budget, pages, priority'

describe('one mistake', () => {
  it.each<[text: string, mistake: string]>([
    ['', '1:1  is empty: the smallest watchlist has brand, keywords and marketplaces'],
    ['# nothing\n', '1:1  is empty: the smallest watchlist has brand, keywords and marketplaces'],
    ['acme', '1:1  must be written as "key: value" lines'],
    [`\t${smallest}`, '1:1  a tab is used to indent: YAML wants spaces'],
    [`${smallest}aliases:\n\t- x\n`, '5:1  a tab is used to indent: YAML wants spaces'],
    [`${smallest}aliases: a: b\n`, '4:10  a second "key:" stands on this line: put a text that holds ": " in quotes'],
    [`${smallest}---\n${smallest}`, '4:1  a second document begins here ("---"): use a "watches:" list'],
    [`${smallest}brand: Other\n`, '4:1  brand: is written twice'],
    [`${smallest}keyword: [x]\n`, '4:1  keyword: unknown key, did you mean "keywords"?'],
    [`${smallest}colour: red\n`, `4:1  colour: unknown key; known are ${keys}, watches`],
    [`${smallest}__proto__: { brand: x }\n`, `4:1  __proto__: unknown key; known are ${keys}, watches`],
    ['keywords: [acme]\nmarketplaces: [ebay]\n', '1:1  brand: is missing'],
    [`brand:\n${others}`, '1:7  brand: has no value'],
    [`brand: ""\n${others}`, '1:8  brand: must not be empty'],
    [`brand: "!?"\n${others}`, '1:8  brand: must have a letter or a digit in it'],
    [`brand: "a\\nb"\n${others}`, '1:8  brand: must be one line, without control characters'],
    [`brand: [a]\n${others}`, '1:8  brand: must be one text, not a list'],
    [`brand: *x\n${others}`, '1:8  brand: no "&x" comes before'],
    ['brand: a\nkeywords: acme\nmarketplaces: [ebay]\n', '2:11  keywords: must be a list, such as [acme]'],
    ['brand: a\nkeywords: []\nmarketplaces: [ebay]\n', '2:11  keywords: needs at least one entry'],
    ['brand: a\nkeywords: [a: b]\nmarketplaces: [ebay]\n', '2:12  keywords: must be one text, not "key: value"'],
    ['brand: a\nkeywords:\n  - x\n  -\nmarketplaces: [ebay]\n', '4:4  keywords: an entry is empty'],
    ['brand: a\nkeywords: [x, "X "]\nmarketplaces: [ebay]\n', '2:15  keywords: "X" is there twice'],
    [
      `brand: a\nkeywords: [${'x'.repeat(101)}]\nmarketplaces: [ebay]\n`,
      '2:12  keywords: is too long, the most is 100 characters',
    ],
    [
      'brand: a\nkeywords: [x]\nmarketplaces: [ebay, aliexpres]\n',
      '3:22  marketplaces: unknown marketplace "aliexpres", did you mean "aliexpress"?',
    ],
    [
      'brand: a\nkeywords: [x]\nmarketplaces: [ebay, moon]\n',
      '3:22  marketplaces: unknown marketplace "moon"; known are ebay, aliexpress, amazon',
    ],
    [
      `${smallest}territories: [us, dee]\n`,
      '4:19  territories: no marketplace of this watch has the territory "dee", did you mean "de"?',
    ],
    [
      `${smallest}territories: [jp]\n`,
      '4:15  territories: no marketplace of this watch has the territory "jp": only amazon has it',
    ],
    [
      `${smallest}territories: [mars]\n`,
      '4:15  territories: no marketplace of this watch has the territory "mars"; these marketplaces have us, de',
    ],
    [
      product('released: 2031-13'),
      '6:15  products.released: must be a year, month or day such as 2021 or 2021-09-24, not "2031-13"',
    ],
    [
      product('released: 2021-09\n    discontinued: 2020'),
      '7:19  products.discontinued: must not be before it came out (2021-09)',
    ],
    [
      product('price-history: [{ until: 2021, price: { EUR: 1 } }, { until: 2020, price: { EUR: 2 } }]'),
      '6:66  products.price-history.until: must be after 2021: oldest first',
    ],
    [
      product('price-history: [{ until: 2021, price: { EUR: 1.234 } }]'),
      '6:50  products.price-history.price.EUR: EUR has 2 decimal places, not 3',
    ],
    [`${smallest}reviews-a-day: 0\n`, '4:16  reviews-a-day: must be a whole number from 1 to 10000, not 0'],
    [`${smallest}line: 0.1\n`, '4:7  line: must be a score from 0.25 to 0.95 such as 0.6, not 0.1'],
    [`${smallest}line: 60 %\n`, '4:7  line: must be a score from 0.25 to 0.95 such as 0.6, not 60 %'],
    [`${smallest}allow: [accessory]\n`, '4:9  allow: unknown "accessory", did you mean "accessories"?'],
    [`${smallest}sort: newst\n`, '4:7  sort: unknown "newst", did you mean "newest"?'],
    [
      `${smallest}sort: [newest, cheapest]\n`,
      '4:16  sort: unknown "cheapest"; known are best-match, newest, price-low, price-high',
    ],
    [`${smallest}sort: [newest, newest]\n`, '4:16  sort: "newest" is there twice'],
    [`${smallest}sort: []\n`, '4:7  sort: needs at least one entry'],
    [`${smallest}sort: { by: newest }\n`, '4:7  sort: must be a list, such as [one, two]'],
    [`${smallest}pages: 0\n`, '4:8  pages: must be a whole number from 1 to 50, not 0'],
    [`${smallest}budget: 1.5\n`, '4:9  budget: must be a whole number from 1 to 1000000, not 1.5'],
    [`${smallest}id: Acme Shoes\n`, '4:5  id: must be lower-case letters, digits and "-", not "Acme Shoes"'],
    [
      `${smallest}schedule: 0 6 * *\n`,
      '4:11  schedule.cron: must have five fields such as "0 6 * * *" (minute, hour, day, month, weekday), not "0 6 * *"',
    ],
    [
      `${smallest}schedule: "@daily"\n`,
      '4:11  schedule.cron: must have five fields such as "0 6 * * *" (minute, hour, day, month, weekday), not "@daily"',
    ],
    [
      `${smallest}schedule: 0 25 * * *\n`,
      '4:11  schedule.cron: "0 25 * * *" is no time: Constraint error, got value 25 expected range 0-23',
    ],
    [
      `${smallest}schedule: 0 6 31 2 *\n`,
      '4:11  schedule.cron: "0 6 31 2 *" is no time: Invalid explicit day of month definition',
    ],
    [
      `${smallest}schedule: { cron: 0 6 * * *, zone: Europe/Berln }\n`,
      '4:36  schedule.zone: unknown time zone "Europe/Berln", did you mean "Europe/Berlin"?',
    ],
    [`${smallest}schedule: { zone: UTC }\n`, '4:11  schedule.cron: is missing'],
    [`${smallest}schedule: { cron: 0 6 * * *, tz: UTC }\n`, '4:30  schedule.tz: unknown key; known are cron, zone'],
    [product('prize: { USD: 1 }'), '6:5  products.prize: unknown key, did you mean "price"?'],
    [product('price: 129.00'), '6:12  products.price: must have a currency for each amount, such as { USD: 129.00 }'],
    [product('price: { usd: 1 }'), '6:14  products.price.usd: currency codes are written in capitals: USD'],
    [product('price: { EURO: 1 }'), '6:14  products.price.EURO: unknown currency "EURO", did you mean "EUR"?'],
    [product('price: { USD: $129 }'), '6:19  products.price.USD: must be an amount such as 129.00, not "$129"'],
    [product('price: { USD: "129,00" }'), '6:19  products.price.USD: must be an amount such as 129.00, not "129,00"'],
    [product('price: { USD: 129,00 }'), '6:23  products.price: amounts are written with a dot, not a comma: 129.00'],
    [product('price: { USD: -1 }'), '6:19  products.price.USD: must be an amount such as 129.00, not "-1"'],
    [product('price: { USD: 0.00 }'), '6:19  products.price.USD: must be more than 0'],
    [product('price: { USD: 1e3 }'), '6:19  products.price.USD: must be an amount such as 129.00, not "1e3"'],
    [product('price: { JPY: 12.50 }'), '6:19  products.price.JPY: JPY has 0 decimal places, not 2'],
    [
      product('gtin: 4006381333932'),
      '6:11  products.gtin: the check digit of GTIN 4006381333932 does not fit: a digit was mistyped',
    ],
    [product('gtin: 123'), '6:11  products.gtin: must be a GTIN of 8, 12, 13 or 14 digits, not "123"'],
    [product('model: x'), '6:5  products.model: unknown key, did you mean "models"?'],
    [`${smallest}products:\n  - price: { USD: 1 }\n`, '5:5  products.name: is missing'],
    [`${smallest}products:\n  - name: x\n  - name: X\n`, '6:11  products.name: "X" is there twice'],
    ['watches: []\n', '1:10  watches: needs at least one entry'],
    [
      'watches:\n  - brand: a\n    keywords: [a]\n    marketplaces: [ebay]\nbrand: b\n',
      '5:1  brand: unknown key: beside "watches:" nothing else may stand, put it into an entry of the list',
    ],
  ])('%j', (text, mistake) => {
    expect(mistakesOf(text)).toEqual([mistake])
  })
})
