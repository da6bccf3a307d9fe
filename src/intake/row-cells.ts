import type { Field } from './fields.ts'
import type { Header } from './header.ts'
import { limits, type Mistake, mistakeAt, type SourceFile } from './intake.ts'
import { webAddress } from './listing-address.ts'

/** A cell: its text, and whether the file says that it is a number (then "1299.5", with a point, exact). */
export type Cell = { text: string; isNumber: boolean }

/** The cells of one row by field. What is wrong is added to `mistakes`, and the value is then missing. */
export type RowCells = {
  mistakes: Mistake[]
  wrong(field: Field, message: string): void
  cell(field: Field): Cell | undefined
  /** Trimmed; `undefined` when it is empty. */
  text(field: Field): string | undefined
  address(field: Field): string | undefined
  count(field: Field): number | undefined
  /** A decimal number such as 4.7 or 4,7. */
  decimal(field: Field): number | undefined
}

/** @param row from 1, as it stands in the file */
export function cellsOf(file: SourceFile, row: number, cells: readonly Cell[], { columns }: Header): RowCells {
  const mistakes: Mistake[] = []
  const wrong = (field: Field, message: string): void => {
    mistakes.push(mistakeAt(file, row, (columns.get(field) ?? 0) + 1, `${field}: ${message}`))
  }
  cells.forEach(({ text: { length } }, at) => {
    if (length <= limits.cellUnits) return
    mistakes.push(mistakeAt(file, row, at + 1, `a cell of ${length} characters, more than ${limits.cellUnits}`))
  })
  const cell = (field: Field): Cell | undefined => {
    const at = columns.get(field)
    return at === undefined ? undefined : cells[at]
  }
  const text = (field: Field): string | undefined => {
    const value = cell(field)?.text.replaceAll('\u0000', '').trim()
    return value === undefined || value === '' ? undefined : value
  }
  const readAs = <T>(field: Field, read: (given: string) => T | null, what: string): T | undefined => {
    const given = text(field)
    if (given === undefined) return undefined
    const value = read(given)
    if (value === null) wrong(field, `"${given.slice(0, 60)}" is not ${what}`)
    return value ?? undefined
  }
  return {
    mistakes,
    wrong,
    cell,
    text,
    address: (field) => readAs(field, webAddress, 'a web address (https://…)'),
    count: (field) => readAs(field, readCount, 'a count'),
    decimal: (field) => readAs(field, readDecimal, 'a number'),
  }
}

/** 1204, "1.204", "1,204", "1 204": a count has no decimals, so a mark before three digits groups them. */
const readCount = (given: string): number | null => {
  const digits = /^\d{1,3}(?:[., \u00a0\u202f’']\d{3})+$/.test(given)
    ? given.replace(/\D/g, '')
    : given.replace(/\.0+$/, '')
  return /^\d{1,15}$/.test(digits) ? Number(digits) : null
}

const readDecimal = (given: string): number | null =>
  /^\d{1,9}(?:[.,]\d{1,9})?$/.test(given) ? Number(given.replace(',', '.')) : null
