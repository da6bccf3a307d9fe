import { describe, expect, it } from 'vitest'
import { fileBytesMax, limits } from '../../src/intake/intake.ts'
import { listingsIn, mistakesIn, placesIn, read } from './files.ts'

const listing = {
  marketplace: 'ebay',
  id: '1',
  url: 'https://www.ebay.com/itm/123456789012',
  title: 'Halvard',
  price: { amount: '9.99', currency: 'USD' },
}
const lines = (...values: unknown[]): string => values.map((each) => JSON.stringify(each)).join('\n')

describe('listings as JSON lines', () => {
  it('gives each line as a listing, with the line it stands in', () => {
    const file = read('a.jsonl', `\n${lines(listing, { ...listing, id: '2', marketplace: 'vinted', url: '' })}\n`)
    expect(listingsIn(file)).toMatchObject([
      { id: '1', price: { amount: '9.99', currency: 'USD' } },
      { id: '2', marketplace: 'vinted', url: '' },
    ])
    expect(placesIn(file)).toEqual(['line 2', 'line 3'])
  })

  it.each(['a.jsonl', 'a.json'])('refuses more than 32 MB as %s, and says what to do', (name) => {
    const whole = lines(listing)
    expect(mistakesIn(read(name, `${' '.repeat(fileBytesMax.json)}${whole}`))).toEqual([
      `${name}:1:1  ${fileBytesMax.json + whole.length} bytes, more than 33554432, which is the most that is read of such a file (${name === 'a.json' ? 'json' : 'json-lines'}): split it`,
    ])
  })

  it('takes what extract prints, and tells pages that were blocked', () => {
    const page = { file: 'x.html', marketplace: 'ebay', kind: 'search', outcome: 'results', listings: [listing] }
    const file = read(
      'a.jsonl',
      lines(page, { ...page, outcome: 'blocked', blocked: { kind: 'captcha' }, listings: [] }),
    )
    expect(file.parts).toMatchObject([
      { found: [{ listing: { id: '1' } }], missing: null },
      { found: [], missing: { state: 'blocked', by: 'captcha' } },
    ])
  })

  it('takes a list in one JSON file', () => {
    expect(listingsIn(read('a.json', JSON.stringify([listing, { ...listing, id: '2' }], null, 2)))).toHaveLength(2)
  })

  it('keeps the brand line and the seller’s ratings', () => {
    const more = { brand: 'Halvard', seller: { name: 'shop', rating: 98.7, ratings: 412 } }
    expect(listingsIn(read('a.jsonl', lines({ ...listing, ...more })))).toMatchObject([more])
  })

  it('takes keys like __proto__ for unknown keys', () => {
    const file = read('a.jsonl', `{"__proto__":{"polluted":1},"id":"1","title":"a","marketplace":"ebay"}`)
    expect(listingsIn(file)).toHaveLength(1)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it.each([
    ['no JSON', '{"id":', 'a.jsonl:1:7  not JSON, it ends too early'],
    ['broken in the middle', '{"id": nope}', 'a.jsonl:1:9  not JSON'],
    ['a list', '[1]', 'a.jsonl:1:1  not a JSON object'],
    ['no title', '{"id":"1"}', 'a.jsonl:1:1  title:'],
    ['a price that is a number', lines({ ...listing, price: { amount: 9.99, currency: 'USD' } }), 'price.amount:'],
    [
      'an address that runs',
      lines({ ...listing, url: 'javascript:alert(1)' }),
      'url: "javascript:alert(1)" is not a web address',
    ],
    ['a picture that is data', lines({ ...listing, images: ['data:image/png;base64,x'] }), 'images: "data:image/png'],
    ['a marketplace nearly named', lines({ ...listing, marketplace: 'ebya' }), 'did you mean "ebay"?'],
    ['no marketplace', '{"id":"1","title":"a"}', 'nothing says which marketplace'],
    ['a huge line', `{"id":"1","title":"${'a'.repeat(limits.lineUnits)}"}`, `more than ${limits.lineUnits}`],
    ['nested without end', `{"id":${'['.repeat(2_000)}`, 'a.jsonl:1:1  nested deeper than 1000: refused'],
    ['nothing in it', '\n \n', 'a.jsonl:1:1  no listings in it'],
  ])('%s: says file, line and column, and gives nothing', (_what, content, said) => {
    const file = read('a.jsonl', content)
    expect(mistakesIn(file)[0]).toContain(said)
    expect(file.parts).toEqual([])
  })

  it('names the line and the key of a later mistake', () => {
    expect(mistakesIn(read('a.jsonl', `${lines(listing)}\n${lines({ ...listing, sold: -1 })}`))[0]).toMatch(
      /^a\.jsonl:2:\d+ {2}sold: /,
    )
  })
})
