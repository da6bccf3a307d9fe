/** Ratios 0..1; `null` where there is nothing to divide by. `logLoss` in nats; it, `brier` and `calibrationError`: lower is better. */
export type Measures = {
  listings: number
  counterfeit: number
  averagePrecision: number | null
  precision: number | null
  recall: number | null
  calibrationError: number | null
  brier: number | null
  logLoss: number | null
}
