/** A share with the interval that holds it 95 times of 100. */
export type Interval = { low: number; high: number }

/** Normal quantile of 97.5 %. */
const z = 1.96

/** Wilson's score interval (1927), which is fit for few cases and for shares near 0 or 1. `null` with no case. */
export function wilson(part: number, whole: number): Interval | null {
  if (whole <= 0) return null
  const share = part / whole
  const middle = (share + (z * z) / (2 * whole)) / (1 + (z * z) / whole)
  const half = (z / (1 + (z * z) / whole)) * Math.sqrt((share * (1 - share)) / whole + (z * z) / (4 * whole * whole))
  return { low: part === 0 ? 0 : Math.max(0, middle - half), high: part === whole ? 1 : Math.min(1, middle + half) }
}
