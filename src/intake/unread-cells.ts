import type { Unread } from './row-cells.ts'

/** By field: how many of its cells could not be read, and the first of them. */
export type UnreadCells = Map<string, { count: number; first: Unread[] }>

/** Cells of one column that are said one by one, and runs of rows in one note; what is more is counted. */
const saidMax = 20

export function noteUnread(known: UnreadCells, cells: readonly Unread[]): void {
  for (const cell of cells) {
    const of = known.get(cell.field) ?? { count: 0, first: [] }
    of.count += 1
    if (of.first.length < saidMax) of.first.push(cell)
    known.set(cell.field, of)
  }
}

/** A note a column: `rating: left out where it cannot be read: row 4 "great", row 9 "x"`. */
export const unreadSaid = (known: UnreadCells): string[] =>
  [...known].map(([field, { count, first }]) => {
    const said = first.map(({ row, said }) => `row ${row} "${said}"`).join(', ')
    const more = count > first.length ? ` and ${count - first.length} more` : ''
    return `${field}: left out where it cannot be read: ${said}${more}`
  })

/** "row 7", or "rows 2–14, 17, 20–33": rows in rising order, runs of them as one. */
export function rowsSaid(rows: readonly number[], one = 'row', many = 'rows'): string {
  const runs: { from: number; to: number }[] = []
  for (const row of rows) {
    const last = runs.at(-1)
    if (last?.to === row - 1) last.to = row
    else runs.push({ from: row, to: row })
  }
  const said = runs.slice(0, saidMax).map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`))
  const more = runs.slice(saidMax).reduce((sum, { from, to }) => sum + to - from + 1, 0)
  return `${rows.length === 1 ? one : many} ${said.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
