import type { Money } from './money.ts'

/** What one unit of `base` costs in each currency on `date` (YYYY-MM-DD), as plain decimals. `base` itself is in it. */
export type ExchangeRates = { date: string; base: string; perBase: ReadonlyMap<string, number> }

/**
 * How many times `part` goes into what `whole` is worth: a ratio, not money, so a number.
 * @returns null when a currency is not in the rates or `whole` is zero
 */
export function ratioOf(part: Money, whole: Money, rates: ExchangeRates): number | null {
  const partRate = rates.perBase.get(part.currency)
  const wholeRate = rates.perBase.get(whole.currency)
  const wholeAmount = Number(whole.amount)
  if (partRate === undefined || wholeRate === undefined || !(wholeAmount > 0)) return null
  const ratio = Number(part.amount) / partRate / (wholeAmount / wholeRate)
  return Number.isFinite(ratio) && ratio >= 0 ? ratio : null
}
