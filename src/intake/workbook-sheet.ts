import { limits, Unreadable } from './intake.ts'
import type { Cell } from './row-cells.ts'
import type { Row } from './table.ts'
import { walkXml } from './workbook-xml.ts'

const textsMax = 4_000_000

/** The texts that cells name by number; what says how to pronounce them (`rPh`) is left out. */
export function readSharedTexts(xml: string): string[] {
  const texts: string[] = []
  let isText = false
  let aside = 0
  walkXml('sharedStrings.xml', xml, {
    open(name) {
      if (name === 'si') texts.push('')
      if (name === 'rPh') aside += 1
      isText = name === 't' && aside === 0
      if (texts.length > textsMax) throw new Unreadable(`more than ${textsMax} texts: split the file`)
    },
    text(text) {
      if (isText && texts.length > 0) texts[texts.length - 1] += text
    },
    close(name) {
      if (name === 'rPh') aside -= 1
      if (name === 't') isText = false
    },
  })
  return texts
}

type OpenCell = { column: number; type: string; value: string; inline: string }

/**
 * A sheet's rows, empty ones left out. A formula's text is never read, only the value that was saved with it.
 * @throws Unreadable at row and column
 */
export function readSheet(xml: string, shared: readonly string[]): Row[] {
  const rows: Row[] = []
  let row = 0
  let cells: Cell[] = []
  let cell: OpenCell | null = null
  let into: 'value' | 'inline' | null = null
  let aside = 0
  walkXml('sheet', xml, {
    open(name, attributes) {
      if (name === 'row') {
        row = rowNumber(attributes['r'], row)
        cells = []
      } else if (name === 'c') {
        cell = {
          column: columnNumber(attributes['r'], cells.length, row),
          type: attributes['t'] ?? 'n',
          value: '',
          inline: '',
        }
      } else if (name === 'rPh') aside += 1
      else into = name === 'v' ? 'value' : name === 't' && aside === 0 ? 'inline' : into
    },
    text(text) {
      if (cell && into !== null) cell[into] += text
    },
    close(name) {
      if (name === 'v' || name === 't') into = null
      else if (name === 'rPh') aside -= 1
      else if (name === 'c' && cell) {
        while (cells.length < cell.column - 1) cells.push({ text: '', isNumber: false })
        cells[cell.column - 1] = cellValue(cell, shared, row)
        cell = null
      } else if (name === 'row' && cells.length > 0) {
        rows.push({ row, cells })
        if (rows.length > limits.listings + 1)
          throw new Unreadable(`more than ${limits.listings} rows: split the file`, row)
      }
    },
  })
  return rows
}

function rowNumber(reference: string | undefined, last: number): number {
  if (reference === undefined) return last + 1
  const row = /^\d{1,7}$/.test(reference) ? Number(reference) : 0
  if (row > last) return row
  throw new Unreadable(`row "${reference.slice(0, 20)}" stands behind row ${last}: damaged`, last + 1)
}

/** "AB12" is in column 28. Cells without a reference stand side by side. */
function columnNumber(reference: string | undefined, count: number, row: number): number {
  const letters = reference === undefined ? null : (/^([A-Z]{1,3})\d{1,7}$/.exec(reference)?.[1] ?? '')
  const column =
    letters === null ? count + 1 : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
  if (column > limits.columns)
    throw new Unreadable(`a cell in column ${column}, more than ${limits.columns}`, row, column)
  if (column > count) return column
  throw new Unreadable(
    `cell "${reference?.slice(0, 20)}" stands twice or out of order: damaged`,
    row,
    Math.max(1, count),
  )
}

function cellValue({ type, value, inline, column }: OpenCell, shared: readonly string[], row: number): Cell {
  switch (type) {
    case 's': {
      const text = /^\d{1,9}$/.test(value.trim()) ? shared[Number(value)] : undefined
      if (text === undefined)
        throw new Unreadable(`the cell names text "${value.slice(0, 20)}", which is not there`, row, column)
      return { text: plainText(text), isNumber: false }
    }
    case 'inlineStr':
      return { text: plainText(inline), isNumber: false }
    case 'str':
      return { text: plainText(value), isNumber: false }
    case 'b':
      return { text: value.trim() === '1' ? 'TRUE' : 'FALSE', isNumber: false }
    case 'e':
      // "#N/A" and its like: the cell has no value.
      return { text: '', isNumber: false }
    case 'n': {
      const text = plainNumber(value.trim())
      return text === null ? { text: value, isNumber: false } : { text, isNumber: true }
    }
    default:
      return { text: value, isNumber: false }
  }
}

/**
 * A text whose letters that XML cannot hold are written out: "_x000D_" is the end of a line, "_x005F_" an underscore that
 * begins no such thing (ECMA-376, ST_Xstring).
 */
const plainText = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text

/** Digits that a spreadsheet keeps; what follows is the noise of its arithmetic ("19.900000000000002"). */
const digitsKept = 15

/** "1.99E1" as "19.9"; `null` for what is no number. */
export function plainNumber(text: string): string | null {
  const [, sign = '', whole = '', rest = '', exponent = '0'] =
    /^(-?)(\d{1,30})(?:\.(\d{1,30}))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text) ?? []
  if (whole === '') return null
  const digits = (whole + rest).replace(/^0+/, '')
  const point = whole.length + Number(exponent) - (whole.length + rest.length - digits.length)
  if (digits === '') return '0'
  if (Math.abs(point) > 30) return null
  // A whole number is kept as it is written: it may be an id.
  const kept = point >= digits.length ? { digits, carried: 0 } : rounded(digits, digitsKept)
  const at = point + kept.carried
  const padded = at <= 0 ? '0'.repeat(1 - at) + kept.digits : kept.digits.padEnd(at, '0')
  const split = Math.max(at, 1)
  const decimals = padded.slice(split).replace(/0+$/, '')
  return `${sign}${padded.slice(0, split)}${decimals === '' ? '' : `.${decimals}`}`
}

/** The first `max` digits, rounded; `carried` is 1 when rounding made one digit more before the point. */
function rounded(digits: string, max: number): { digits: string; carried: number } {
  if (digits.length <= max) return { digits, carried: 0 }
  const up = (digits[max] ?? '0') >= '5' ? 1n : 0n
  const text = (BigInt(digits.slice(0, max)) + up).toString()
  return text.length > max ? { digits: text.slice(0, max), carried: 1 } : { digits: text, carried: 0 }
}
