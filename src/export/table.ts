/** One value of a table. A decimal is money's text, so that no digit is lost on the way. */
export type Cell = string | number | Date | { decimal: string } | null

/** `id` names the value in JSON lines, `title` stands above the column, `width` is how wide it is shown, in characters. */
export type Column<Row> = { id: string; title: string; width: number; cell(row: Row): Cell }
export type Table<Row> = { name: string; columns: readonly Column<Row>[] }

export const tableFormats = ['csv', 'xlsx', 'jsonl'] as const
export type TableFormat = (typeof tableFormats)[number]

/** Makes a file of a table, batch by batch: both give the bytes that come next. `end` is called once, after the last rows. */
export type TableWriter<Row> = { rows(batch: readonly Row[]): Uint8Array; end(): Uint8Array }

/** What a cell of a workbook holds at the most (Excel's limit, in UTF-16 units); the same everywhere, so that files agree. */
const textMax = 32_767

// biome-ignore lint/suspicious/noControlCharactersInRegex: what XML 1.0 cannot hold and no cell should
const unfit = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g

/** Foreign text as it may stand in a cell: NFC, no control characters but line ends and tabs, no half letters, not too long. */
export function cellText(text: string): string {
  const fit = text.replaceAll('\r\n', '\n').replace(unfit, '').normalize('NFC').trim()
  return (fit.length > textMax ? `${fit.slice(0, textMax - 1)}…` : fit).replace(/\p{Surrogate}/gu, '\uFFFD')
}

/** A cell where there are texts and numbers only: money as its decimals, an instant as ISO 8601 in UTC. */
export function plainCell(cell: Cell): string | number | null {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? null : cell.toISOString()
  if (typeof cell === 'string') return cellText(cell)
  return typeof cell === 'object' && cell !== null ? cell.decimal : cell
}
