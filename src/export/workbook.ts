import { Zip, ZipDeflate } from 'fflate'
import { escaped } from '../model/escaped.ts'
import type { Table, TableWriter } from './table.ts'
import { cellXml, columnName, headXml } from './workbook-cell.ts'
import { sheetEnd, sheetStart, workbookParts } from './workbook-parts.ts'

/** Excel has 1,048,576 rows a sheet; what is more goes on in the next one. */
const sheetRowsMax = 1_000_000
/** A quick one: these files are opened once. */
const level = 4

/** An Office Open XML workbook, written as its rows come: memory holds one batch. */
export function workbookWriter<Row>({ name, columns }: Table<Row>, rowsMax = sheetRowsMax): TableWriter<Row> {
  const encoder = new TextEncoder()
  const made: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    made.push(chunk)
  })
  const letters = columns.map((_, at) => columnName(at))
  const sheets: string[] = []
  let sheet: ZipDeflate | null = null
  let row = 0

  const part = (path: string): ZipDeflate => {
    const deflated = new ZipDeflate(path, { level })
    zip.add(deflated)
    return deflated
  }
  const begin = (): ZipDeflate => {
    sheets.push(escaped(sheets.length === 0 ? name : `${name} ${sheets.length + 1}`))
    const begun = part(`xl/worksheets/sheet${sheets.length}.xml`)
    const heads = columns.map(({ title }, at) => headXml(title, letters[at] ?? '')).join('')
    begun.push(encoder.encode(`${sheetStart(columns.map(({ width }) => width))}<row r="1">${heads}</row>`))
    row = 1
    return begun
  }
  const close = (open: ZipDeflate): void => open.push(encoder.encode(sheetEnd(`${letters.at(-1) ?? 'A'}${row}`)), true)
  const rowXml = (each: Row): string => {
    row += 1
    return `<row r="${row}">${columns.map(({ cell }, at) => cellXml(cell(each), letters[at] ?? '', row)).join('')}</row>`
  }
  const taken = (): Uint8Array => Buffer.concat(made.splice(0))

  return {
    rows(batch) {
      for (let from = 0; from < batch.length; ) {
        sheet ??= begin()
        const fits = batch.slice(from, from + rowsMax - (row - 1))
        sheet.push(encoder.encode(fits.map(rowXml).join('')))
        from += fits.length
        if (row - 1 < rowsMax) continue
        close(sheet)
        sheet = null
      }
      return taken()
    },
    end() {
      if (sheet ?? sheets.length === 0) close(sheet ?? begin())
      for (const [path, xml] of workbookParts(sheets)) part(path).push(encoder.encode(xml), true)
      zip.end()
      return taken()
    },
  }
}
