import type { Money, Price } from '../../../model/money.ts'

const locale = 'en'
const dateTime = new Intl.DateTimeFormat(locale, {
  ...{ year: 'numeric', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' },
  // Schedules and logs are in UTC: a time without its zone would be read as either.
  timeZoneName: 'short',
})
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

/** An exact amount with its currency once, by its own sign ("€13.50", "CA$20.00"), else by its code. */
export function formatMoney({ amount, currency }: Money): string {
  try {
    const style = { style: 'currency', currency, currencyDisplay: 'symbol' } as const
    // A plain decimal string is formatted exactly, without becoming a number first.
    return new Intl.NumberFormat(locale, style).format(amount as `${number}`)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return `${amount} ${currency}`
  }
}

export function formatPrice(price: Price): string {
  const low = formatMoney(price)
  if (price.max === undefined) return low
  const high = formatMoney({ ...price, amount: price.max })
  // The currency once: the sign before the first, or the code behind the second.
  const sign = /^[^\d-]+/.exec(high)?.[0]
  return sign ? `${low} – ${high.slice(sign.length)}` : `${low.replace(` ${price.currency}`, '')} – ${high}`
}

/** How much of the official price it is, "15%"; for a range both ends. For the eye only: nothing is decided on it. */
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

/** "15 %" and "15%" are one thing, and are shown in one form: sentences of the matcher are kept with the space. */
export const oneForm = (text: string): string => text.replace(/(\d)[ \u00a0\u202f]%/g, '$1%')

/** A share 0..1 with one decimal, "12.3%". */
export const formatShare = (share: number): string => `${(share * 100).toFixed(1)}%`
