import { plainCell, type Table, type TableWriter } from './table.ts'

/** One object a row, names as the columns' ids; money stays a decimal string, instants are ISO 8601 in UTC. */
export function jsonLinesWriter<Row>({ columns }: Table<Row>): TableWriter<Row> {
  const encoder = new TextEncoder()
  const line = (row: Row): string =>
    `${JSON.stringify(Object.fromEntries(columns.map(({ id, cell }) => [id, plainCell(cell(row))])))}\n`
  return { rows: (batch) => encoder.encode(batch.map(line).join('')), end: () => new Uint8Array() }
}
