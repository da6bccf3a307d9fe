import { fileText } from './encoding/file-text.ts'
import { type Asked, limits, noted, type Reading, type SourceFile, type Steps, Unreadable } from './intake.ts'
import { type Row, readTable } from './table.ts'

/** RFC 4180 with what spreadsheets really write: any of four separators, any charset, `sep=` on the first line. */
export function* readCsv(file: SourceFile, asked: Asked): Steps<Reading> {
  const { text, note } = fileText(file.bytes, asked.encoding)
  const said = /^\ufeff?sep=(.)\r?\n/i.exec(text.slice(0, 10))
  const body = said ? text.slice(said[0].length) : text
  const separator = said?.[1] ?? separatorOf(body)
  return noted(yield* readTable(file, csvRows(body, separator, said ? 2 : 1), asked), note)
}

const separators = [',', ';', '\t', '|'] as const

/** Quoted texts are left out; of the rest the separator that stands most often in the first line, the comma first. */
export function separatorOf(text: string): string {
  const line = /^\ufeff?\s*((?:"(?:[^"]|"")*"|[^"\r\n])*)/.exec(text.slice(0, 64_000))?.[1] ?? ''
  const bare = line.replace(/"(?:[^"]|"")*"/g, '')
  const count = (separator: string): number => bare.split(separator).length
  return separators.reduce((best, each) => (count(each) > count(best) ? each : best))
}

/**
 * The rows one by one. A quote inside a cell that does not begin with one is a letter, as spreadsheets have it.
 * @throws Unreadable at row and column for a quote that is not closed, text behind a closing quote, too many columns
 */
export function* csvRows(text: string, separator: string, firstRow = 1): Generator<Row> {
  let at = text.startsWith('\ufeff') ? 1 : 0
  let row = firstRow
  while (at < text.length) {
    const cells: Row['cells'][number][] = []
    for (;;) {
      const where = { row, column: cells.length + 1 }
      const cell = text[at] === '"' ? quoted(text, at, separator, where) : bare(text, at, separator)
      cells.push({ text: cell.text, isNumber: false })
      at = cell.end
      if (cells.length > limits.columns) throw new Unreadable(`more than ${limits.columns} columns`, row, cells.length)
      if (text[at] !== separator) break
      at += 1
    }
    yield { row, cells }
    if (text[at] === '\r') at += 1
    if (text[at] === '\n') at += 1
    row += 1
  }
}

type Place = { row: number; column: number }

function bare(text: string, start: number, separator: string): { text: string; end: number } {
  let end = start
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1
  return { text: text.slice(start, end), end }
}

function quoted(text: string, start: number, separator: string, { row, column }: Place): { text: string; end: number } {
  let value = ''
  let at = start + 1
  for (;;) {
    const close = text.indexOf('"', at)
    // The row is the one where the quote opens: the rest of the file is inside it.
    if (close < 0) throw new Unreadable('a quote is opened and never closed', row, column)
    value += text.slice(at, close)
    if (value.length > limits.cellUnits) {
      throw new Unreadable(`a cell of more than ${limits.cellUnits} characters; is a quote not closed?`, row, column)
    }
    if (text[close + 1] !== '"') {
      const next = text[close + 1]
      if (next !== undefined && next !== separator && next !== '\n' && next !== '\r') {
        throw new Unreadable(
          `text behind the closing quote: "${text.slice(close + 1, close + 21).trim()}"`,
          row,
          column,
        )
      }
      return { text: value, end: close + 1 }
    }
    value += '"'
    at = close + 2
  }
}
