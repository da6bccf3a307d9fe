import { escaped } from '../model/escaped.ts'
import { type Cell, cellText } from './table.ts'
import { style } from './workbook-parts.ts'

/** What a number of a workbook keeps (IEEE 754): longer money stays text. */
const digitsMax = 15
const dayMs = 86_400_000
/** Day 25,569 of a workbook is 1970-01-01 (ECMA-376, Part 1: 18.17.4.1). */
const epochDay = 25_569
const firstDay = 61 // 1900-03-01: days before are counted wrongly, on purpose, by every program

/** A cell as XML; nothing where there is no value. Text is written as text: no cell is ever a formula. */
export function cellXml(cell: Cell, column: string, row: number): string {
  const at = `r="${column}${row}"`
  if (cell === null) return ''
  if (typeof cell === 'string') return textXml(cellText(cell), at, style.plain)
  if (typeof cell === 'number') return Number.isFinite(cell) ? `<c ${at}><v>${cell}</v></c>` : ''
  if (cell instanceof Date) return instantXml(cell, at)
  const isExact = /^-?\d+(\.\d+)?$/.test(cell.decimal) && cell.decimal.replace(/\D/g, '').length <= digitsMax
  return isExact ? `<c ${at}><v>${cell.decimal}</v></c>` : textXml(cellText(cell.decimal), at, style.plain)
}

export const headXml = (title: string, column: string): string => textXml(title, `r="${column}1"`, style.head)

function instantXml(instant: Date, at: string): string {
  const day = instant.getTime() / dayMs + epochDay
  return day >= firstDay ? `<c ${at} s="${style.instant}"><v>${Number(day.toFixed(8))}</v></c>` : ''
}

const textXml = (text: string, at: string, as: number): string =>
  text === ''
    ? ''
    : `<c ${at}${as === style.plain ? '' : ` s="${as}"`} t="inlineStr"><is><t xml:space="preserve">${literal(text)}</t></is></c>`

/** `_x000D_` in a cell stands for a control character (ECMA-376, Part 1: 22.4.2.4); a text that holds one means the letters. */
const literal = (text: string): string => escaped(text).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')

/** "A" for 0, "AA" for 26. */
export function columnName(at: number): string {
  const rest = Math.floor(at / 26)
  return `${rest > 0 ? columnName(rest - 1) : ''}${String.fromCharCode(65 + (at % 26))}`
}
