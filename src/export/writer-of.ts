import { csvWriter } from './csv.ts'
import { jsonLinesWriter } from './json-lines.ts'
import type { Table, TableFormat, TableWriter } from './table.ts'
import { workbookWriter } from './workbook.ts'

/** What writes a table in a format. */
export function writerOf<Row>(format: TableFormat, table: Table<Row>): TableWriter<Row> {
  if (format === 'csv') return csvWriter(table)
  return format === 'xlsx' ? workbookWriter(table) : jsonLinesWriter(table)
}
