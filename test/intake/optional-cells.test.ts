import { describe, expect, it } from 'vitest'
import { listingsIn, mistakesIn, read } from './files.ts'

const rowOf = (header: string, cells: string) =>
  read('a.csv', `id,title,${header}\n1,Halvard,${cells}\n`, { marketplace: 'vinted', currency: 'EUR' })

describe('a cell that a listing can do without', () => {
  it.each([
    ['sold', '"1,000+ sold"', { sold: 1000 }],
    ['sold', '"1,204"', { sold: 1204 }],
    ['sold', '1.204 verkauft', { sold: 1204 }],
    ['ratings', '(1.2K)', { ratings: 1200 }],
    ['ratings', '2万+', { ratings: 20_000 }],
    ['ratings', '"(59,812)"', { ratings: 59_812 }],
    ['rating', '4.5 out of 5 stars', { rating: 4.5 }],
    ['rating', '"4,7"', { rating: 4.7 }],
    ['rating', '4.5 stars', { rating: 4.5 }],
    ['rating', '4.8/5', { rating: 4.8 }],
    ['rating', '"4,5 von 5"', { rating: 4.5 }],
  ])('is read as people write it: %s %s', (header, cell, expected) => {
    const file = rowOf(header, cell)
    expect(listingsIn(file)).toMatchObject([expected])
    expect(file.notes.filter((note) => note.startsWith(header))).toEqual([])
  })

  it.each(['N/A', 'n/a', '-', '–', '—', 'null', 'None', '#N/A', '无', 'unknown', 'k. A.'])(
    'holds nothing: %s',
    (cell) => {
      const file = rowOf('price,seller,rating,sold,image,location', Array.from({ length: 6 }, () => cell).join(','))
      const [listing] = listingsIn(file)
      expect(listing).toEqual({
        marketplace: 'vinted',
        id: '1',
        url: '',
        title: 'Halvard',
        price: null,
        seller: null,
        images: [],
      })
      expect(file.notes).toEqual([])
    },
  )

  it.each([
    ['url', 'javascript:alert(1)', 'url'],
    ['sold', 'many', 'sold'],
    ['sold', '-5', 'sold'],
    ['sold', '3 of 10', 'sold'],
    ['rating', '★★★★☆', 'rating'],
    ['rating', '98%', 'rating'],
    ['ratings', '12/2024', 'ratings'],
    ['image', 'photo.jpg', 'image'],
    ['seller-url', 'shop', 'seller-url'],
    ['currency', 'shells', 'currency'],
  ])('is left out when it cannot be read, and told with its row: %s %s', (header, cell, field) => {
    const file = rowOf(header, cell)
    expect(mistakesIn(file)).toEqual([])
    expect(listingsIn(file)).toHaveLength(1)
    expect(file.notes).toContain(`${field}: left out where it cannot be read: row 2 "${cell}"`)
  })

  it('is told row by row, and counted where there are very many', () => {
    const rows = Array.from({ length: 30 }, (_, at) => `${at},Halvard,many`).join('\n')
    const file = read('a.csv', `id,title,sold\n${rows}\n`, { marketplace: 'vinted' })
    expect(listingsIn(file)).toHaveLength(30)
    expect(file.notes[1]).toMatch(/row 2 "many", row 3 "many", .*row 21 "many" and 10 more$/)
  })

  it('may be too long, where a needed one may not', () => {
    const long = 'a'.repeat(40_000)
    expect(listingsIn(rowOf('description', long))).toHaveLength(1)
    expect(rowOf('description', long).notes[1]).toContain('description: left out')
  })
})

describe('a currency in a column of its own', () => {
  it.each([
    ['eur', 'EUR'],
    ['€', 'EUR'],
    ['US $', 'USD'],
    ['£', 'GBP'],
  ])('%s is %s', (said, currency) => {
    expect(listingsIn(rowOf('price,currency', `12.50,${said}`))).toMatchObject([
      { price: { amount: '12.50', currency } },
    ])
  })
})

describe('a marketplace in a column of its own', () => {
  it.each([
    ['Mercado Libre', 'mercado-libre'],
    ['amazon.de', 'amazon'],
    ['AliExpress', 'aliexpress'],
  ])('%s is %s', (said, marketplace) => {
    expect(listingsIn(rowOf('marketplace', said))).toMatchObject([{ marketplace }])
  })

  it('that names none is told, and the address says it', () => {
    const file = read('a.csv', 'title,url,site\nHalvard,https://www.ebay.de/itm/123456789012,Main shop!\n')
    expect(listingsIn(file)).toMatchObject([{ marketplace: 'ebay' }])
    expect(file.notes).toContain('marketplace: left out where it cannot be read: row 2 "Main shop!"')
  })
})

describe('prices that are not certain', () => {
  it('are told with their rows, runs of them as one', () => {
    const price = (at: number): string => (at === 3 || at > 5 ? '1 or 2' : '19.90')
    const rows = Array.from({ length: 8 }, (_, at) => `${at},Halvard,${price(at)}`).join('\n')
    const file = read('a.csv', `id,title,price\n${rows}\n`, { marketplace: 'vinted', currency: 'EUR' })
    expect(file.notes).toEqual([
      '3 of 8 prices are not certain and are kept as text, rows 5, 8–9: name a column for the currency, or --currency',
    ])
  })
})

describe('JSON of another tool', () => {
  it('is told as what it is, and as no page of a marketplace', () => {
    const content = JSON.stringify([{ asin: 'B0HALVARD1', name: 'Halvard', cost: 12 }])
    for (const marketplace of [null, 'amazon']) {
      const [mistake] = mistakesIn(read('a.json', content, { marketplace }))
      expect(mistake).toContain(
        'JSON of something else, a list of 1, the first an object with the keys "asin", "name", "cost"',
      )
      expect(mistake).not.toContain('changed')
    }
  })

  it('that is none is told with its place', () => {
    expect(mistakesIn(read('a.json', '{"a":1,\n  b}'))[0]).toMatch(/^a\.json:2:\d+ {2}not JSON/)
  })
})

describe('a file whose format is looked for', () => {
  it.each(['a.mht', 'a.html', 'a'])('%s of header lines without end is told at once', (name) => {
    const file = read(name, `${'X-Header: a\n b\n'.repeat(60)}\n<html></html>`)
    expect(file.mistakes).toHaveLength(1)
  })

  it('is a saved page where its header says so below many others', () => {
    const header = `${'Received: a\r\n\tb\r\n'.repeat(60)}Content-Type:\r\n multipart/related; boundary=x\r\n\r\n`
    expect(mistakesIn(read('a.eml', `${header}--x\r\nContent-Type: text/html\r\n\r\n<p>x</p>\r\n--x--`))[0]).toContain(
      'marketplace',
    )
  })
})
