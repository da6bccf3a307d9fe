/**
 * How much each signal says, in log-odds, and how signals are put together. Read from config/matcher/weights.json;
 * a version never changes once released, so that an old score can be computed again.
 */
export type Weights = {
  version: string
  date: string
  /** Where the figures come from, for people. */
  source: string
  /** From this probability on a listing is a hit. */
  line: number
  /** From this on, and with a link to the brand, its own page is worth a visit. */
  visitLine: number
  /** Log-odds before anything is seen. */
  prior: number
  /** Highest probability of a listing that the rules of combination do not let above the line. */
  caps: { noBrandLink: number; tooFewSignals: number; authorisedSeller: number }
  /** How many times its weight an allow.* finding counts where the watch allows that; 1 in versions that do not say it. */
  allowedFactor?: number
  signals: Readonly<Record<string, SignalWeight>>
}

/** `circumstance`: suffices alone as a strong one does, but by what surrounds the offer, not by what it says or shows. */
export type SignalClass = 'strong' | 'medium' | 'weak' | 'link' | 'allow' | 'circumstance'
export type SignalWeight = { class: SignalClass; weight: number }
