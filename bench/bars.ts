/** Prints whether a ratio reaches its bar: "bar ≤ 1.7: 1.56 met: …". */
export function sayBar(what: string, ratio: number, bar: { most: number } | { least: number }): void {
  const [sign, limit, met] =
    'most' in bar ? ['≤', bar.most, ratio <= bar.most] : (['≥', bar.least, ratio >= bar.least] as const)
  console.log(`bar ${sign} ${limit}: ${ratio.toFixed(2)} ${met ? 'met' : 'NOT met'}: ${what}`)
}
