import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvRows, separatorOf } from '../../src/intake/csv.ts'
import { limits } from '../../src/intake/intake.ts'
import { listingsIn, mistakesIn, placesIn, read } from './files.ts'

const url = 'https://www.ebay.de/itm/123456789012'

describe('a table of listings', () => {
  it('gives each row as a listing, with the row it stands in', () => {
    const file = read(
      'march.csv',
      `Artikelnummer;Titel;Preis;Währung;Verkäufer;Link;Bild;Verkauft\n` +
        `123456789012;"Halvard ""Trail"";\nRunner";19,90;EUR;shoe-king;${url}?hash=item1;https://i.ebayimg.com/a.jpg;1.204\n`,
    )
    expect(listingsIn(file)).toEqual([
      {
        marketplace: 'ebay',
        id: '123456789012',
        url,
        title: 'Halvard "Trail"; Runner',
        price: { amount: '19.90', currency: 'EUR' },
        seller: { name: 'shoe-king' },
        images: ['https://i.ebayimg.com/a.jpg'],
        sold: 1204,
      },
    ])
    expect(placesIn(file)).toEqual(['row 2'])
    expect(file.provenance).toEqual({
      file: 'march.csv',
      format: 'csv',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  })

  it.each([
    ['English', 'Item ID,Title,Price,Seller name'],
    ['French', 'Réf,Titre,Prix,Vendeur'],
    ['Spanish', 'id,Título,Precio,Vendedor'],
    ['Italian', 'id,Titolo,Prezzo,Venditore'],
    ['Polish', 'id,Tytuł,Cena,Sprzedawca'],
    ['Turkish', 'id,Başlık,Fiyat,Satıcı'],
    ['Russian', 'Артикул,Название,Цена,Продавец'],
    ['Chinese', '商品ID,商品名称,价格（元）,卖家'],
    ['Japanese', '商品番号,商品名,価格,出品者'],
    ['with units and spaces', ' ID , Listing title , Price (EUR) , seller_name '],
  ])('finds its columns by their names: %s', (_language, header) => {
    const columns = new Map(header.startsWith('Réf') ? [['id', 'Réf']] : [])
    const [listing] = listingsIn(
      read('a.csv', `${header}\n7,Halvard,12.50,ann\n`, { marketplace: 'vinted', currency: 'EUR', columns }),
    )
    expect(listing).toMatchObject({
      id: '7',
      title: 'Halvard',
      price: { amount: '12.50', currency: 'EUR' },
      seller: { name: 'ann' },
    })
  })

  it.each([
    ['a comma', ',', 'utf-8'],
    ['a semicolon', ';', 'utf-8'],
    ['a tab', '\t', 'utf-8'],
    ['a bar', '|', 'utf-8'],
  ])('may be apart by %s', (_what, separator) => {
    const text = ['id', 'title', 'price'].join(separator)
    expect(
      listingsIn(
        read('a.csv', `${text}\r\n${['1', '"a,b;c|d"', '5 EUR'].join(separator)}\r\n`, { marketplace: 'ebay' }),
      ),
    ).toMatchObject([{ title: 'a,b;c|d', price: { amount: '5', currency: 'EUR' } }])
  })

  it.each([
    ['windows-1252', Buffer.from('id;title\n1;Stra\xdfe \x80\n', 'latin1'), 'Straße €'],
    ['UTF-8 with a mark', '\ufeffid;title\n1;Straße\n', 'Straße'],
    ['UTF-16 with a mark', Buffer.from('\ufeffid;title\n1;Straße\n', 'utf16le'), 'Straße'],
    ['a line that names the separator', 'sep=;\nid;title\n1;a,b,c\n', 'a,b,c'],
  ])('may be %s', (_what, content, title) => {
    expect(listingsIn(read('a.csv', content, { marketplace: 'ebay' }))).toMatchObject([{ title }])
  })

  it('makes the same id of an address as the marketplace does, and another of one that nobody knows', () => {
    const ids = (address: string, marketplace: string | null) =>
      listingsIn(read('a.csv', `title,url\nx,${address}\n`, { marketplace })).map((each) => each.id)
    expect(ids(url, null)).toEqual(['123456789012'])
    expect(ids('https://shop.example/p?utm_source=mail&x=1', 'corner-shop')).toEqual(
      ids('https://shop.example/p?x=1', 'corner-shop'),
    )
  })

  it('keeps a price that is not certain as text, and says so', () => {
    const file = read('a.csv', 'id,title,price\n1,a,ask us\n2,b,12.50\n', { marketplace: 'ebay' })
    expect(listingsIn(file)).toMatchObject([
      { price: null, priceText: 'ask us' },
      { price: null, priceText: '12.50' },
    ])
    expect(file.notes.join()).toContain('2 of 2 prices are not certain')
  })

  it('says which columns it did not use, and which listings stand there twice', () => {
    const file = read('a.csv', 'id,title,price,Halt\n1,a,1 EUR,x\n1,b,2 EUR,y\n', { marketplace: 'ebay' })
    expect(listingsIn(file)).toMatchObject([{ title: 'a' }])
    expect(file.notes).toEqual([
      'columns that are not used: Halt',
      'listings that stand there twice, kept once: ebay 1 of row 2 again on row 3',
    ])
  })

  it('takes a cell that a spreadsheet would run for the text it is', () => {
    expect(
      listingsIn(read('a.csv', `id,title\n1,"=HYPERLINK(""http://x"")"\n`, { marketplace: 'ebay' })),
    ).toMatchObject([{ title: '=HYPERLINK("http://x")' }])
  })
})

describe('a table with mistakes', () => {
  it.each([
    [
      'a column nearly named',
      'id,Titlle\n1,a\n',
      'a.csv:1:2  no column for the title: "Titlle" is unknown, did you mean "title"?',
    ],
    ['no id and no address', 'title\na\n', "a.csv:1:1  no column for the listing's id or url"],
    ['two columns of one kind', 'id,title,Name\n1,a,b\n', 'a.csv:1:3  "Name" is a second column for title'],
    ['an empty title', 'id,title\n1,a\n2,\n', 'a.csv:3:2  title: the cell is empty'],
    ['no id in a row', 'id,title\n,a\n', 'a.csv:2:1  id: neither an id nor a url'],
    [
      'an address that runs, and no id',
      'title,url\na,javascript:alert(1)\n',
      'a.csv:2:2  url: "javascript:alert(1)" is not a web address',
    ],
    ['an id that a spreadsheet has worn', 'id,title\n1.00501E+15,a\n', 'a.csv:2:1  id: "1.00501E+15" has lost digits'],
    ['a quote that is not closed', 'id,title\n1,"a\n2,b\n', 'a.csv:2:2  a quote is opened and never closed'],
    ['text behind a quote', 'id,title\n1,"a"b\n', 'a.csv:2:2  text behind the closing quote: "b"'],
    ['a header alone', 'id,title\n', 'a.csv:2:1  a header, and no listings below it'],
    ['nothing', '\n\n', 'a.csv:1:1  the table is empty'],
    [
      'a huge cell',
      `id,title\n1,${'a'.repeat(limits.cellUnits + 1)}\n`,
      `a.csv:2:2  title: a cell of ${limits.cellUnits + 1} characters`,
    ],
    [
      'a huge quoted cell',
      `id,title\n1,"${'a'.repeat(limits.cellUnits + 1)}"\n`,
      `a.csv:2:2  a cell of more than ${limits.cellUnits}`,
    ],
    [
      'too many columns',
      `${'a,'.repeat(limits.columns + 5)}\n`,
      `a.csv:1:${limits.columns + 1}  more than ${limits.columns} columns`,
    ],
    [
      'an unknown marketplace in a cell',
      'id,title,marketplace\n1,a,ebya\n',
      'a.csv:2:3  marketplace: "ebya" is not the id of a marketplace, did you mean "ebay"?',
    ],
  ])('%s: says file, row and column, and gives nothing', (_what, content, said) => {
    const file = read('a.csv', content, { marketplace: 'ebay' })
    expect(mistakesIn(file)[0]).toContain(said)
    expect(file.parts).toEqual([])
  })

  it.each([
    [new Map([['titel', 'A']]), 'there is no field "titel", did you mean "title"?'],
    [new Map([['title', 'Nam']]), 'there is no column "Nam", did you mean "Name"?'],
  ])('--columns %o: %s', (columns, said) => {
    expect(mistakesIn(read('a.csv', 'id,Name\n1,a\n', { marketplace: 'ebay', columns }))[0]).toContain(said)
  })

  it('tells all of them at once, a hundred at the most', () => {
    expect(mistakesIn(read('a.csv', 'id,title\n1,\n,b\n', { marketplace: 'ebay' }))).toHaveLength(2)
    expect(mistakesIn(read('a.csv', `id,title\n${'1,\n'.repeat(500)}`, { marketplace: 'ebay' }))).toHaveLength(100)
  })

  it('needs to be told the marketplace when no address tells it', () => {
    expect(mistakesIn(read('a.csv', 'id,title\n1,a\n'))[0]).toContain('a.csv:1:1  nothing says which marketplace')
    expect(mistakesIn(read('a.csv', 'title,url\na,https://nobody.example/1\n'))[0]).toContain(
      'a.csv:2:2  url: no marketplace that is known',
    )
  })
})

describe('reading rows', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'ü', '=', '\u0000'), maxLength: 8 })
  const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 })

  it('gives back every cell that RFC 4180 can write', () => {
    fc.assert(
      fc.property(rows, (table) => {
        const text = table.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(',')).join('\r\n')
        expect([...csvRows(text, ',')].map((row) => row.cells.map((each) => each.text))).toEqual(table)
      }),
    )
  })

  it('ends, with rows or a mistake, on any text', () => {
    fc.assert(
      fc.property(cell, cell, (a, b) => {
        const file = read('a.csv', `id,title\n${a}${b}`, { marketplace: 'ebay' })
        expect(file.mistakes.length + file.parts.length).toBeGreaterThan(0)
      }),
    )
  })

  it('finds the separator outside of quotes', () => {
    expect(separatorOf('"a,b,c,d";b\n1;2')).toBe(';')
  })
})

describe('rows of many shops', () => {
  it('have a key a shop, the one that a crawled page of it has: two shops number their goods from 1', () => {
    const csv =
      'id,title,url\n304,Halvard Runner,https://first.example/p/runner\n304,Halvard Cap,https://www.second.example/p/cap\n,Halvard Sock,https://second.example/p/sock?utm_source=x\n'
    const file = read('a.csv', csv, { marketplace: 'generic-jsonld' })
    expect(listingsIn(file).map(({ id }) => id)).toEqual([
      'first.example/p/runner',
      'second.example/p/cap',
      'second.example/p/sock',
    ])
    expect(file.notes).not.toContainEqual(expect.stringContaining('twice'))
  })
})
