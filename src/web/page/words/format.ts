import type { Money, Price } from '../../../model/money.ts'

const locale = 'en'
const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
const integer = new Intl.NumberFormat(locale)

export const formatNumber = (value: number): string => integer.format(value)
export const formatInstant = (iso: string): string => dateTime.format(new Date(iso))

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

/** "5 minutes ago", "in 2 hours"; under a minute "now". */
export function formatAgo(iso: string, nowMs: number): string {
  const ms = new Date(iso).getTime() - nowMs
  for (const [unit, size] of steps) if (Math.abs(ms) >= size) return relative.format(Math.trunc(ms / size), unit)
  return relative.format(0, 'second')
}

/** "4 min 12 s" between two instants; null while the second is not known. */
export function formatTook(from: string, to: string | null): string | null {
  if (to === null) return null
  const seconds = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000))
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** An exact amount with its currency, as people write it; a currency that the browser does not know stands behind. */
export function formatMoney({ amount, currency }: Money): string {
  try {
    const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const
    // A plain decimal string is formatted exactly, without becoming a number first.
    const text = new Intl.NumberFormat(locale, style).format(amount as `${number}`)
    return /[A-Z]{3}/.test(text) ? text : `${text} ${currency}`
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return `${amount} ${currency}`
  }
}

export function formatPrice(price: Price): string {
  const low = formatMoney(price)
  return price.max === undefined
    ? low
    : `${low.replace(` ${price.currency}`, '')} – ${formatMoney({ ...price, amount: price.max })}`
}

/** How much of the official price it is, "15 %"; for a range both ends. For the eye only: nothing is decided on it. */
export function shareOf(price: Price, official: Money): { text: string; low: number } | null {
  const whole = Number(official.amount)
  const low = Number(price.amount) / whole
  if (!Number.isFinite(low) || whole <= 0) return null
  const high = price.max === undefined ? low : Number(price.max) / whole
  const text =
    percent.format(low) === percent.format(high)
      ? percent.format(low)
      : `${percent.format(low)}–${percent.format(high)}`
  return { text, low }
}

export const formatScore = (score: number): number => Math.min(99, Math.max(1, Math.round(score * 100)))

export const formatWeight = (weight: number): string => `${weight < 0 ? '−' : '+'}${Math.abs(weight).toFixed(1)}`
