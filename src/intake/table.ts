import { type Header, readHeader } from './header.ts'
import {
  type Asked,
  type Found,
  limits,
  type Mistake,
  mistakeAt,
  type Part,
  type Reading,
  type SourceFile,
  type Steps,
  sliceRows,
} from './intake.ts'
import type { Cell } from './row-cells.ts'
import { readRow } from './row-listing.ts'
import { noteUnread, rowsSaid, type UnreadCells, unreadSaid } from './unread-cells.ts'

/** A row as it stands in the file, `row` from 1; `columnOf` gives the name of a column in messages. */
export type Row = { row: number; cells: readonly Cell[] }

/**
 * A table's rows as listings: the first row that is not empty is the header.
 * @param rows may throw Unreadable; it is let through
 */
export function* readTable(file: SourceFile, rows: Iterable<Row>, asked: Asked): Steps<Reading> {
  const parts = new Map<string, Part>()
  const mistakes: Mistake[] = []
  const counts: Counts = { unpriced: [], listings: 0, unread: new Map() }
  let header: Header | null = null
  let count = 0
  for (const row of rows) {
    count += 1
    if (count % sliceRows === 0) yield
    if (row.cells.every((cell) => cell.text.trim() === '')) continue
    if (header === null) {
      const read = readHeader(
        file,
        row.cells.map((cell) => cell.text),
        asked,
      )
      if (Array.isArray(read))
        return { parts: [], notes: [], mistakes: read.map((each) => ({ ...each, row: row.row })) }
      header = read
      continue
    }
    const read = readRow(file, row.row, row.cells, header, asked)
    if ('mistakes' in read) {
      mistakes.push(...read.mistakes)
      if (mistakes.length >= limits.mistakes) break
      continue
    }
    const { listing } = read
    noteUnread(counts.unread, read.unread)
    counts.listings += 1
    if (counts.listings > limits.listings) {
      mistakes.push(mistakeAt(file, row.row, 1, `more than ${limits.listings} listings: split the file`))
      break
    }
    if (listing.price === null && listing.priceText !== undefined) counts.unpriced.push(row.row)
    keep(parts, { listing, place: `row ${row.row}` })
  }
  if (header === null) mistakes.push(mistakeAt(file, 1, 1, 'the table is empty'))
  else if (counts.listings === 0 && mistakes.length === 0)
    mistakes.push(mistakeAt(file, 2, 1, 'a header, and no listings below it'))
  if (mistakes.length > 0) return { parts: [], notes: [], mistakes: mistakes.slice(0, limits.mistakes) }
  return { parts: [...parts.values()], notes: notesOf(header, counts), mistakes: [] }
}

function keep(parts: Map<string, Part>, found: Found): void {
  const { marketplace } = found.listing
  const part = parts.get(marketplace) ?? {
    marketplace,
    place: 'table',
    seenAt: null,
    found: [],
    missing: null,
    warnings: [],
  }
  part.found.push(found)
  parts.set(marketplace, part)
}

type Counts = { unpriced: number[]; listings: number; unread: UnreadCells }

function notesOf(header: Header | null, { unpriced, listings, unread }: Counts): string[] {
  const notes: string[] = []
  const unused = header?.unused ?? []
  if (unused.length > 0)
    notes.push(`columns that are not used: ${unused.slice(0, 20).join(', ')}${unused.length > 20 ? ', …' : ''}`)
  if (header && !header.columns.has('price')) notes.push('no column for the price: listings are kept without one')
  if (unpriced.length > 0)
    notes.push(
      `${unpriced.length} of ${listings} prices are not certain and are kept as text, ${rowsSaid(unpriced)}: name a column for the currency, or --currency`,
    )
  return [...notes, ...unreadSaid(unread)]
}
