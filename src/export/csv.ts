import { type Options, stringify } from 'csv-stringify/sync'
import { type Cell, cellText, plainCell, type Table, type TableWriter } from './table.ts'

/** Excel takes a file with this mark for UTF-8, and one without for its own code page. */
const byteOrderMark = '\uFEFF'

/**
 * RFC 4180, UTF-8. What a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection);
 * numbers and money stay numbers.
 */
export function csvWriter<Row>({ columns }: Table<Row>): TableWriter<Row> {
  const encoder = new TextEncoder()
  let isBegun = false
  const lines = (rows: Cell[][]): Uint8Array => {
    const head = isBegun ? '' : `${byteOrderMark}${written([columns.map(({ title }) => title)])}`
    isBegun = true
    return encoder.encode(head + written(rows))
  }
  return {
    rows: (batch) => lines(batch.map((row) => columns.map(({ cell }) => cell(row)))),
    end: () => (isBegun ? new Uint8Array() : lines([])),
  }
}

const written = (rows: Cell[][]): string => stringify(rows, options)

const options: Options = {
  escape_formulas: true,
  record_delimiter: 'windows',
  cast: {
    string: cellText,
    date: (at) => String(plainCell(at) ?? ''),
    // Money alone is an object.
    object: (money) => ({ value: String(plainCell(money as Cell)), escape_formulas: false }),
  },
}
