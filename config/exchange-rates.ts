import type { ExchangeRates } from '../src/model/exchange-rates.ts'
import type { Mistake } from './mistake.ts'
import { readTable } from './table.ts'

export type RatesReading = { ok: true; rates: ExchangeRates } | { ok: false; mistakes: Mistake[] }

const plainDecimal = /^\d{1,12}(\.\d{1,12})?$/

/**
 * Reads a rate file: tab-separated columns date, base, currency, rate (what one unit of base costs), one date and one
 * base. The short form `currency`, `per_eur` (undated test constants) is read too.
 * @param file its name, for messages
 */
export function readExchangeRates(text: string, file: string): RatesReading {
  const table = readTable(text, file)
  const mistakes = [...table.mistakes]
  const isShort = table.columns.join(' ') === 'currency per_eur'
  if (!isShort && table.columns.join(' ') !== 'date base currency rate') {
    const message = 'the columns must be date, base, currency, rate (tab-separated)'
    return { ok: false, mistakes: [{ file, line: table.headLine, column: 1, path: '', message }] }
  }
  const perBase = new Map<string, number>()
  const first = isShort
    ? { date: 'undated', base: 'EUR' }
    : { date: table.rows[0]?.cells[0] ?? '', base: table.rows[0]?.cells[1] ?? '' }
  for (const { cells, line } of table.rows) {
    const [date, base, currency = '', rate = ''] = isShort ? [first.date, first.base, ...cells] : cells
    const say = (message: string) => mistakes.push({ file, line, column: 1, path: currency, message })
    if (date !== first.date || base !== first.base)
      say(`one date and one base a file: ${first.date} ${first.base} is the first`)
    if (!isShort && !/^\d{4}-\d{2}-\d{2}$/.test(date ?? '')) say(`"${date}" is not a date (YYYY-MM-DD)`)
    if (!/^[A-Z]{3}$/.test(currency)) say(`"${currency}" is not a currency code of three capital letters`)
    if (!plainDecimal.test(rate) || Number(rate) <= 0) say(`"${rate}" is not a rate above 0, as a plain decimal`)
    if (perBase.has(currency)) say(`${currency} stands here twice`)
    perBase.set(currency, Number(rate))
  }
  if (table.rows.length === 0)
    mistakes.push({ file, line: table.headLine, column: 1, path: '', message: 'no rates in it' })
  if (mistakes.length > 0) return { ok: false, mistakes }
  perBase.set(first.base, perBase.get(first.base) ?? 1)
  return { ok: true, rates: { ...first, perBase } }
}
