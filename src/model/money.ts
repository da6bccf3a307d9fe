/** An exact amount: `amount` is a plain decimal string ("1106.18"), `currency` an ISO 4217 code. */
export type Money = { amount: string; currency: string }

/** What one piece costs to who buys at least so many. */
export type Tier = { from: number; amount: string }

/**
 * A listing's price: what one buyer pays for one piece now, `max` the upper end of a range of pieces to choose from, `per` what it
 * is for, `moq` the fewest that can be bought, `tiers` the prices by quantity, of which the one that begins at one piece is `amount`.
 */
export type Price = Money & { max?: string; per?: string; moq?: number; tiers?: Tier[] }

type Scaled = { digits: bigint; scale: number }

/** Digits behind the point that a quotient keeps. */
const quotientDecimals = 12

/** Whether the text is a plain decimal: digits, at most one point, an optional minus; what every `amount` is. */
export const isAmount = (text: string): boolean => /^-?\d{1,30}(?:\.\d{1,30})?$/.test(text)

/** Negative, zero or positive as `a` is less than, equal to or more than `b`. @throws RangeError unless both are plain decimals */
export function compareAmounts(a: string, b: string): number {
  // Decimals of fifteen digits are told apart as numbers, too; nearly all prices have fewer.
  if (a.length < 16 && b.length < 16 && isAmount(a) && isAmount(b)) return Math.sign(Number(a) - Number(b))
  const [left, right] = aligned(scaled(a), scaled(b))
  return left < right ? -1 : left > right ? 1 : 0
}

/** `a` + `b`, exactly. @throws RangeError unless both are plain decimals */
export function addAmounts(a: string, b: string): string {
  const first = scaled(a)
  const second = scaled(b)
  const [left, right] = aligned(first, second)
  return printed({ digits: left + right, scale: Math.max(first.scale, second.scale) })
}

/** `a` × `b`, exactly: an amount by a rate or a count. @throws RangeError unless both are plain decimals */
export function multiplyAmounts(a: string, b: string): string {
  const left = scaled(a)
  const right = scaled(b)
  return printed({ digits: left.digits * right.digits, scale: left.scale + right.scale })
}

/** `a` ÷ `b`, rounded half away from zero to 12 decimals. @throws RangeError for a zero divisor or what is no plain decimal */
export function divideAmounts(a: string, b: string): string {
  const left = scaled(a)
  const right = scaled(b)
  if (right.digits === 0n) throw new RangeError('an amount cannot be divided by zero')
  const numerator = left.digits * 10n ** BigInt(quotientDecimals + right.scale + 1)
  const quotient = numerator / (right.digits * 10n ** BigInt(left.scale))
  return printed({ digits: (quotient + (quotient < 0n ? -5n : 5n)) / 10n, scale: quotientDecimals })
}

/** The amount with that many decimals, rounded half away from zero. @throws RangeError unless it is a plain decimal */
export function roundAmount(amount: string, decimals: number): string {
  const { digits, scale } = scaled(amount)
  if (scale <= decimals) return fixed({ digits: digits * 10n ** BigInt(decimals - scale), scale: decimals })
  const step = 10n ** BigInt(scale - decimals)
  const half = (digits < 0n ? -step : step) / 2n
  return fixed({ digits: (digits + half) / step, scale: decimals })
}

const aligned = (a: Scaled, b: Scaled): [bigint, bigint] => [
  a.digits * 10n ** BigInt(Math.max(0, b.scale - a.scale)),
  b.digits * 10n ** BigInt(Math.max(0, a.scale - b.scale)),
]

function scaled(amount: string): Scaled {
  if (!isAmount(amount)) throw new RangeError(`"${amount.slice(0, 60)}" is not a plain decimal`)
  const point = amount.indexOf('.')
  if (point < 0) return { digits: BigInt(amount), scale: 0 }
  return { digits: BigInt(amount.slice(0, point) + amount.slice(point + 1)), scale: amount.length - point - 1 }
}

function fixed({ digits, scale }: Scaled): string {
  const sign = digits < 0n ? '-' : ''
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0')
  return scale === 0 ? sign + text : `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`
}

/** Without the zeros that arithmetic leaves behind the point, beyond two. */
function printed(value: Scaled): string {
  const text = fixed(value)
  const [whole = '', rest = ''] = text.split('.')
  const kept = rest.replace(/0+$/, '')
  return kept === '' ? whole : `${whole}.${kept.padEnd(Math.min(2, rest.length), '0')}`
}
