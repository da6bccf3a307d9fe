import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Table, type TableFormat, tableFormats } from '../../src/export/table.ts'
import { workbookWriter } from '../../src/export/workbook.ts'
import { writerOf } from '../../src/export/writer-of.ts'
import { parse } from './spreadsheet.ts'

type Row = { text: string; count: number | null; amount: string; at: Date | null }
const table: Table<Row> = {
  name: 'Rows',
  columns: [
    { id: 'text', title: 'Text', width: 20, cell: ({ text }) => text },
    { id: 'count', title: 'Count', width: 8, cell: ({ count }) => count },
    { id: 'amount', title: 'Amount', width: 8, cell: ({ amount }) => ({ decimal: amount }) },
    { id: 'at', title: 'At', width: 19, cell: ({ at }) => at },
  ],
}
const aRow = (given: Partial<Row> = {}): Row => ({ text: 'shoe', count: 1, amount: '12.50', at: null, ...given })

const fileOf = (format: TableFormat, batches: readonly Row[][]): Buffer => {
  const writer = writerOf(format, table)
  return Buffer.concat([...batches.map((batch) => writer.rows(batch)), writer.end()])
}
const workbookOf = (rows: readonly Row[], sheetRows?: number) => {
  const writer = workbookWriter(table, sheetRows)
  return parse(Buffer.concat([writer.rows(rows), writer.end()]))
}
const csvOf = (...rows: Row[]): string => fileOf('csv', [rows]).toString('utf8')

/** How texts begin that a spreadsheet computes, also as wide letters and after what it skips. */
const formulas = ['=1+1', '+49 1', '-2', '@SUM(A1)', '＝1+1', '＋1', '－1', '＠a', '\t=1', '\r=1', ' =1', '\n=1']

describe('a table as CSV', () => {
  it('is UTF-8 that Excel knows, with CRLF, quoted where it must be', () => {
    expect(csvOf(aRow({ text: 'Größe "42", 跑鞋\nneu' }))).toBe(
      '\uFEFFText,Count,Amount,At\r\n"Größe ""42"", 跑鞋\nneu",1,12.50,\r\n',
    )
  })

  it.each(formulas)('%j is no formula', (text) => {
    const [, cell = ''] = /\r\n"?(.)/.exec(csvOf(aRow({ text }))) ?? []
    expect(cell).toBe("'")
  })

  it('leaves numbers and money numbers, below nought too', () => {
    expect(csvOf(aRow({ count: -3, amount: '-12.50' }))).toContain('shoe,-3,-12.50,')
  })
})

describe('a table as JSON lines', () => {
  it('names values by the ids of columns, money as decimals, instants in UTC', () => {
    const at = new Date('2026-12-01T01:02:03.004Z')
    const [line] = fileOf('jsonl', [[aRow({ text: '=1', at })]])
      .toString('utf8')
      .split('\n')
    expect(JSON.parse(line ?? '')).toEqual({ text: '=1', count: 1, amount: '12.50', at: '2026-12-01T01:02:03.004Z' })
  })
})

describe('a table as a workbook', () => {
  it('has typed cells: text, numbers, money, an instant as a day of its calendar', () => {
    const { sheets } = workbookOf([aRow({ at: new Date('2026-12-01T12:00:00Z') })])
    expect(sheets).toEqual([
      {
        name: 'Rows',
        rows: [
          [text('Text'), text('Count'), text('Amount'), text('At')],
          [text('shoe'), number(1), number(12.5), { ...number(46_357.5), style: 2 }],
        ],
      },
    ])
  })

  it.each(formulas)('%j is text', (formula) => {
    const { sheets, parts } = workbookOf([aRow({ text: formula })])
    expect(sheets[0]?.rows[1]?.[0]).toEqual(text(formula.trim()))
    expect(Object.entries(parts).filter(([path, xml]) => path.includes('sheets/') && xml.includes('<f'))).toEqual([])
  })

  it('keeps money of more digits than a number has as text', () => {
    const amount = '12345678901234567.89'
    expect(workbookOf([aRow({ amount })]).sheets[0]?.rows[1]?.[2]).toEqual(text(amount))
  })

  it('keeps a text that looks like an escaped letter', () => {
    expect(workbookOf([aRow({ text: 'Size_x0041_L' })]).sheets[0]?.rows[1]?.[0]).toEqual(text('Size_x0041_L'))
  })

  it('goes on in a next sheet where one is full', () => {
    const rows = ['a', 'b', 'c', 'd', 'e'].map((name) => aRow({ text: name }))
    const { sheets } = workbookOf(rows, 2)
    expect(sheets.map(({ name, rows: all }) => [name, all.map(([first]) => first?.value)])).toEqual([
      ['Rows', ['Text', 'a', 'b']],
      ['Rows 2', ['Text', 'c', 'd']],
      ['Rows 3', ['Text', 'e']],
    ])
  })
})

describe('a table in every format', () => {
  it('without rows has its head alone', () => {
    expect(csvOf()).toBe('\uFEFFText,Count,Amount,At\r\n')
    expect(fileOf('csv', []).toString('utf8')).toBe('\uFEFFText,Count,Amount,At\r\n')
    expect(fileOf('jsonl', [])).toHaveLength(0)
    expect(workbookOf([]).sheets.map(({ rows }) => rows.length)).toEqual([1])
  })

  it('is the same however its rows are cut into batches', () => {
    const rows = Array.from({ length: 7 }, (_, at) => aRow({ text: `row ${at}`, count: at }))
    for (const format of tableFormats) {
      const read = (file: Buffer) => (format === 'xlsx' ? parse(file).sheets : file.toString('utf8'))
      expect(
        read(
          fileOf(
            format,
            rows.map((row) => [row]),
          ),
        ),
      ).toEqual(read(fileOf(format, [rows])))
    }
  })

  it('takes any text: nothing is lost but what no cell can hold', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 5 }), (texts) => {
        const rows = texts.map((each) => aRow({ text: each }))
        const lines = fileOf('jsonl', [rows]).toString('utf8').split('\n').slice(0, -1)
        const said = lines.map((line) => (JSON.parse(line) as { text: string }).text)
        const cells = workbookOf(rows)
          .sheets[0]?.rows.slice(1)
          .map(([cell]) => cell?.value ?? '')
        expect(cells).toEqual(said)
      }),
      { numRuns: 200 },
    )
  })
})

const text = (value: string) => ({ type: 'inlineStr', value })
const number = (value: number) => ({ type: 'n', value })
