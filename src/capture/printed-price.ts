import type { Money } from '../model/money.ts'
import { localSigns, signs } from '../model/money-signs.ts'

const escaped = (sign: string): string => sign.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/**
 * A price as the page prints it: its digits with the currency's sign, word or code beside them, before or behind; the digits
 * alone where none of these stands there.
 * @param plain the page's text with single blanks
 * @returns null when the amount is nowhere
 */
export function printedPrice({ amount, currency }: Money, plain: string): string | null {
  const [whole = '', cents] = amount.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, "[., '’]?")
  // What has no cents may be printed with them, as "20,00", and never as the beginning of a longer number.
  const digits = `(?<![\\d.,])${grouped}${cents ? `[.,]${cents.padEnd(2, '0').replace(/0$/, '0?')}` : '(?:[.,]0{2})?'}(?![.,]?\\d)`
  const marks = [...signs, ...localSigns]
    .filter(([, means]) => means.split(' ').includes(currency))
    .map(([sign]) => sign)
  const mark = [...new Set([currency, ...marks])]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|')
  const found =
    new RegExp(`(?<!\\p{L})(?:${mark}) ?${digits}`, 'iu').exec(plain) ??
    new RegExp(`${digits} ?(?:${mark})(?!\\p{L})`, 'iu').exec(plain) ??
    new RegExp(digits, 'u').exec(plain)
  return found?.[0] ?? null
}
