import { readCount, readRating } from '../marketplaces/reading/counts.ts'
import type { Field } from './fields.ts'
import type { Header } from './header.ts'
import { limits, type Mistake, mistakeAt, type SourceFile } from './intake.ts'
import { webAddress } from './listing-address.ts'

/** A cell: its text, and whether the file says that it is a number (then "1299.5", with a point, exact). */
export type Cell = { text: string; isNumber: boolean }

/** A cell that a row can do without and that could not be read: `row` from 1, and what it holds, cut. */
export type Unread = { row: number; field: string; said: string }

/**
 * The cells of one row by field. What a row cannot do without goes to `mistakes`; what it can, to `unread`. The value is
 * missing in both cases.
 */
export type RowCells = {
  mistakes: Mistake[]
  unread: Unread[]
  wrong(field: Field, message: string): void
  leaveOut(field: Field, said: string): void
  cell(field: Field): Cell | undefined
  /** Trimmed; `undefined` when it is empty, or says that there is nothing ("N/A", "-"). */
  text(field: Field): string | undefined
  address(field: Field): string | undefined
  /** A count as shops and people write it: "1,234", "(1.2K)", "1,000+ sold". */
  count(field: Field): number | undefined
  /** A rating: "4.7", "4,7", "4.5 out of 5 stars". */
  rating(field: Field): number | undefined
}

const saidUnits = 60

/** @param row from 1, as it stands in the file */
export function cellsOf(file: SourceFile, row: number, cells: readonly Cell[], { columns }: Header): RowCells {
  const mistakes: Mistake[] = []
  const unread: Unread[] = []
  const wrong = (field: Field, message: string): void => {
    mistakes.push(mistakeAt(file, row, (columns.get(field) ?? 0) + 1, `${field}: ${message}`))
  }
  const leaveOut = (field: Field, said: string): void => {
    unread.push({ row, field, said: said.slice(0, saidUnits) })
  }
  const cell = (field: Field): Cell | undefined => {
    const at = columns.get(field)
    return at === undefined ? undefined : cells[at]
  }
  for (const [field, at] of columns) {
    const length = cells[at]?.text.length ?? 0
    if (length <= limits.cellUnits) continue
    const said = `a cell of ${length} characters, more than ${limits.cellUnits}`
    if (isNeeded(field)) wrong(field, said)
    else leaveOut(field, said)
  }
  const text = (field: Field): string | undefined => {
    const value = cell(field)?.text.replaceAll('\u0000', '').trim()
    if (value === undefined || value === '' || value.length > limits.cellUnits) return undefined
    return !isNeeded(field) && saysNothing.test(value) ? undefined : value
  }
  const readAs = <T>(field: Field, read: (given: string) => T | undefined): T | undefined => {
    const given = text(field)
    const value = given === undefined ? undefined : read(given)
    if (given !== undefined && value === undefined) leaveOut(field, given)
    return value
  }
  return {
    mistakes,
    unread,
    wrong,
    leaveOut,
    cell,
    text,
    address: (field) => readAs(field, (given) => webAddress(given) ?? undefined),
    count: (field) => readAs(field, countIn),
    rating: (field) => readAs(field, ratingIn),
  }
}

/** Without them there is no listing. */
const isNeeded = (field: Field): boolean => field === 'title' || field === 'id'

/** How exports and people say that a cell holds nothing. */
const saysNothing =
  /^(?:[-–—―‐.?/_]{1,5}|#?n\/?\.?a\.?n?\.?|null|nil|none|undefined|unknown|not available|no data|k\. ?a\.|keine angabe|s\/d|n\/d|н\/д|нет данных|无|無|なし|不明|暂无|없음)$/i

/** One number, with its thousands and its scale, and words around it; no sign, no share, no second number. */
const countIn = (given: string): number | undefined => {
  const numbers = given.match(/\d[\d.,'’\u00a0\u202f ]{0,30}/g) ?? []
  if (numbers.length !== 1 || given.length > saidUnits || /^\s*[-−]|%|\d[-/:]/.test(given)) return undefined
  return readCount(given.replaceAll('\u202f', ' '))
}

const ratingIn = (given: string): number | undefined => {
  if (/^\d{1,9}(?:[.,]\d{1,9})?$/.test(given)) return Number(given.replace(',', '.'))
  if (given.length > saidUnits || given.includes('%')) return undefined
  const scaled = readRating(given)
  if (scaled !== undefined) return scaled
  // "4.5 stars", "★ 4,7": one number that words or stars stand beside.
  const found = /^[^\d-]{0,20}(\d(?:[.,]\d{1,2})?)[^\d.,:/-]{0,20}$/.exec(given)?.[1]
  return found === undefined ? undefined : Number(found.replace(',', '.'))
}
