import fc from 'fast-check'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { plainNumber } from '../../src/intake/workbook-sheet.ts'
import { bytesOf, listingsIn, mistakesIn, placesIn, read, sheetRow, workbook, workbookParts } from './files.ts'

const header = sheetRow(1, ['id', 'title', 'price', 'currency'])
const asked = { marketplace: 'ebay' }

describe('a workbook', () => {
  it('gives each row of its first sheet as a listing', () => {
    const file = read(
      'a.xlsx',
      workbook([header, sheetRow(2, [123456789012, 'Halvard', 19.9, 'EUR']), sheetRow(7, ['x1', 'B', 'ask', 'EUR'])]),
      asked,
    )
    expect(mistakesIn(file)).toEqual([])
    expect(listingsIn(file)).toMatchObject([
      { id: '123456789012', title: 'Halvard', price: { amount: '19.9', currency: 'EUR' } },
      { id: 'x1', price: null, priceText: 'ask' },
    ])
    expect(placesIn(file)).toEqual(['row 2', 'row 7'])
  })

  it('reads shared texts with their runs, and leaves out how they are pronounced', () => {
    const cells = '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="s"><v>0</v></c></row>'
    const text =
      '<r><t>Halvard </t></r><r><t xml:space="preserve">&amp; Co &#x1F45F;</t></r><rPh><t>ハルバード</t></rPh>'
    expect(listingsIn(read('a.xlsx', workbook([header, cells], [text]), asked))).toMatchObject([
      { title: 'Halvard & Co 👟' },
    ])
  })

  it('leaves out of a text in the cell how it is pronounced', () => {
    const text = '<is><r><t>Hal</t></r><r><t>vard</t></r><rPh><t>ハルバード</t></rPh></is>'
    const cells = `<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="inlineStr">${text}</c></row>`
    expect(listingsIn(read('a.xlsx', workbook([header, cells]), asked))).toMatchObject([{ title: 'Halvard' }])
  })

  it('reads letters that XML cannot hold, as they are written out', () => {
    const texts = ['<t>Halvard_x000D_\nRunner _x005F_x000D_</t>']
    const cells = '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="s"><v>0</v></c></row>'
    const inline = sheetRow(3, [2, 'A_x0026_B'])
    expect(
      listingsIn(read('a.xlsx', workbook([header, cells, inline], texts), asked)).map((each) => each.title),
    ).toEqual(['Halvard Runner _x000D_', 'A&B'])
  })

  it.each([
    ['backslashes, as Windows writes paths', (name: string) => name.replaceAll('/', '\\')],
    ['capitals', (name: string) => name.replace('xl/workbook', 'XL/Workbook').replace('sheet1', 'Sheet1')],
    ['a slash in front', (name: string) => `/${name}`],
  ])('opens one whose parts are named with %s', (_what, renamed) => {
    const parts = workbookParts([header, sheetRow(2, [1, 'Halvard'])])
    const zip = zipSync(Object.fromEntries(Object.entries(parts).map(([name, bytes]) => [renamed(name), bytes])))
    expect(listingsIn(read('a.xlsx', zip, asked)).map((each) => each.title)).toEqual(['Halvard'])
  })

  it('never reads a formula, only what it came to', () => {
    const cells =
      '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="str"><f>WEBSERVICE("http://x")</f><v>=1+1</v></c></row>'
    expect(listingsIn(read('a.xlsx', workbook([header, cells]), asked))).toMatchObject([{ title: '=1+1' }])
  })

  it('says which sheets it leaves out, and does not read a hidden one', () => {
    const parts = workbookParts([header, sheetRow(2, ['1', 'a'])])
    const sheets =
      '<sheet name="Old" state="hidden" r:id="rId9"/><sheet name="Listings" r:id="rId1"/><sheet name="More" r:id="rId9"/>'
    parts['xl/workbook.xml'] = bytesOf(`<workbook xmlns:r="r"><sheets>${sheets}</sheets></workbook>`)
    parts['xl/_rels/workbook.xml.rels'] = bytesOf(
      '<Relationships><Relationship Id="rId1" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="rId9" Target="worksheets/sheet2.xml"/></Relationships>',
    )
    parts['xl/worksheets/sheet2.xml'] = bytesOf('<worksheet/>')
    const file = read('a.xlsx', zipSync(parts), asked)
    expect(listingsIn(file)).toHaveLength(1)
    expect(file.notes).toContain('only the sheet "Listings" is read, not "More"')
  })
})

/** The workbook with one part changed. */
const withPart = (name: string, content: string): Uint8Array =>
  zipSync({ ...workbookParts([header, sheetRow(2, ['1', 'a'])]), [name]: bytesOf(content) })
const sheet = 'xl/worksheets/sheet1.xml'
const good = workbook([header, sheetRow(2, ['1', 'a'])])

/** The directory's entry of the sheet says another size. */
function lying(size: number): Uint8Array {
  const bytes = Buffer.from(
    workbook([header, ...Array.from({ length: 500 }, (_, at) => sheetRow(at + 2, [`i${at}`, 'some title']))]),
  )
  const entry = bytes.lastIndexOf(sheet) - 46
  bytes.writeUInt32LE(size, entry + 24)
  return bytes
}

/** Two parts of one name: which of them counts would be chance. */
const doubled = (): Uint8Array => {
  const zip = zipSync({
    ...workbookParts([header, sheetRow(2, ['1', 'a'])]),
    'xl/one': bytesOf('x'),
    'xl/two': bytesOf('y'),
  })
  return Buffer.from(Buffer.from(zip).toString('latin1').replaceAll('xl/two', 'xl/one'), 'latin1')
}

/** A part that says it takes more of the file than the file has, as parts do that share bytes. */
function overlapping(): Uint8Array {
  const bytes = Buffer.from(good)
  bytes.writeUInt32LE(good.length + 1, bytes.lastIndexOf(sheet) - 46 + 20)
  return bytes
}

describe('a workbook that is not well', () => {
  const spaces = ' '.repeat(80 * 1024 * 1024)
  it.each([
    [
      'a worn id',
      workbook([header, sheetRow(2, [1005006123456780, 'a'])]),
      'a.xlsx:2:1  id: "1005006123456780" has lost digits',
    ],
    ['an empty title', workbook([header, sheetRow(5, ['1', ''])]), 'a.xlsx:5:2  title: the cell is empty'],
    [
      'a zip that unpacks to far more',
      withPart(sheet, `<worksheet>${spaces}</worksheet>`),
      '81903 bytes become 83886103, more than 20475750: refused',
    ],
    ['a size that is too small', lying(100), 'a.xlsx:1:1  sheet: <'],
    ['a size that is far too large', lying(4_000_000_000), 'become 4000000000, more than'],
    [
      'entities that grow',
      withPart(sheet, '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><worksheet>&c;</worksheet>'),
      'sheet: a document type: refused',
    ],
    ['XML nested without end', withPart(sheet, '<a>'.repeat(100_000)), 'sheet: nested deeper than 100: refused'],
    [
      'XML that is not closed',
      withPart(sheet, `<worksheet><sheetData>${header}`),
      'is not closed: damaged, or it ends too early',
    ],
    [
      'a column beyond all',
      withPart(sheet, '<worksheet><row r="1"><c r="XFD1"><v>1</v></c></row></worksheet>'),
      'a.xlsx:1:16384  a cell in column 16384',
    ],
    [
      'rows out of order',
      withPart(sheet, `<worksheet>${sheetRow(3, ['a'])}${sheetRow(2, ['b'])}</worksheet>`),
      'row "2" stands behind row 3',
    ],
    [
      'a text that is not there',
      withPart(sheet, '<worksheet><row r="1"><c r="A1" t="s"><v>7</v></c></row></worksheet>'),
      'a.xlsx:1:1  the cell names text "7"',
    ],
    [
      'a sheet that is not there',
      withPart(
        'xl/_rels/workbook.xml.rels',
        '<Relationships><Relationship Id="rId1" Target="../../../../etc/passwd"/></Relationships>',
      ),
      'the sheet "Listings" is not in the file',
    ],
    [
      'too many parts',
      zipSync({
        ...workbookParts([header]),
        ...Object.fromEntries(Array.from({ length: 5_001 }, (_, at) => [`x${at}`, new Uint8Array()])),
      }),
      'more than 5000 parts',
    ],
    ['two parts of one name', doubled(), 'two parts are named "xl/one": refused'],
    ['parts that share bytes', overlapping(), 'its parts say more bytes than it has: refused'],
    ['a zip of something else', zipSync({ 'a.txt': bytesOf('hello') }), 'a zip, but no workbook'],
    ['an old .xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'save it as .xlsx'],
    ['cut off', good.subarray(0, good.length - 40), 'no readable zip: damaged, or it ends too early'],
  ])('%s: a mistake, and nothing is kept', (_what, content, said) => {
    const file = read('a.xlsx', content, asked)
    expect(mistakesIn(file)[0]).toContain(said)
    expect(file.parts).toEqual([])
  })

  it('never throws, whatever byte is wrong', () => {
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), (at, byte) => {
        const bytes = good.slice()
        bytes[at] = byte
        const file = read('a.xlsx', bytes, asked)
        expect(file.mistakes.length + file.parts.length).toBeGreaterThan(0)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('a number in a cell', () => {
  it.each([
    ['19.9', '19.9'],
    ['19.900000000000002', '19.9'],
    ['1.99E1', '19.9'],
    ['1.5E-3', '0.0015'],
    ['1.23456789012E+11', '123456789012'],
    ['1005006123456789', '1005006123456789'],
    ['9.99999999999999999', '10'],
    ['0', '0'],
    ['007', '7'],
    ['-4.50', '-4.5'],
    ['1E300', null],
    ['abc', null],
  ])('%s is %s', (text, plain) => {
    expect(plainNumber(text)).toBe(plain)
  })

  it('is the amount that was typed, whatever way it was written down', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), (cents) => {
        const typed = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
        const wanted = typed.replace(/\.?0+$/, '')
        const value = Number(typed)
        expect([
          plainNumber(String(value)),
          plainNumber(value.toExponential()),
          plainNumber(value.toPrecision(17)),
        ]).toEqual([wanted, wanted, wanted])
      }),
    )
  })
})
