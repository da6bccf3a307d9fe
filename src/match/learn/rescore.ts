import type { Finding } from '../../model/finding.ts'
import type { SignalClass, Weights } from '../../model/weights.ts'
import { areTooFew, isCircumstance, logistic, mediumFrom, strongFrom, sufficientFrom, underCap } from '../score.ts'

/**
 * What a listing's findings say apart from any weights: `strengths` is how much of its weight each signal earned (over all
 * of its sights, as `scoreOf` shares them out), `best` its surest sight, 0..1.
 */
export type Evidence = {
  strengths: ReadonlyMap<string, number>
  best: ReadonlyMap<string, number>
  hasLink: boolean
  isAuthorised: boolean
}

/**
 * Takes the weights out of findings again, so that the listing can be scored with others without being looked at again.
 * `from` are the weights that the findings were made with; a signal that has no weight there says nothing.
 */
export function evidenceOf(findings: readonly Finding[], from: Weights): Evidence {
  const strengths = new Map<string, number>()
  const best = new Map<string, number>()
  for (const { signal, weight } of findings) {
    const own = from.signals[signal]?.weight
    if (!own) continue
    const strength = weight / own
    strengths.set(signal, (strengths.get(signal) ?? 0) + strength)
    best.set(signal, Math.max(best.get(signal) ?? 0, strength))
  }
  const says = (id: string) => findings.some(({ signal }) => signal === id)
  return {
    strengths,
    best,
    hasLink: [...strengths.keys()].some((id) => id.startsWith('brand.')),
    isAuthorised: says('allow.authorised-seller') || says('rule.authorised-seller'),
  }
}

/** The log-odds before the rules of combination. */
export function logOddsOf({ strengths }: Evidence, weights: Weights): number {
  let sum = weights.prior
  for (const [id, strength] of strengths) sum += (weights.signals[id]?.weight ?? 0) * strength
  return sum
}

/** The probability that `scoreOf` would give for this evidence with these weights, up to the rounding of findings. */
export function scoreWith(evidence: Evidence, weights: Weights): number {
  const cap = capOf(evidence, weights)
  const logOdds = logOddsOf(evidence, weights)
  return logistic(cap === null ? logOdds : underCap(logOdds, cap, evidence.hasLink && !evidence.isAuthorised))
}

/** Findings are kept to thousandths of a log-odd: a strength that stood on the line may come back a little below. */
const rounding = 1e-3

/** The highest probability that the rules of combination allow; `null` where they leave the sum as it is. */
export function capOf({ best, hasLink, isAuthorised }: Evidence, weights: Weights): number | null {
  if (isAuthorised) return weights.caps.authorisedSeller
  if (!hasLink) return weights.caps.noBrandLink
  const counts = { strong: 0, medium: 0, circumstance: 0, circumstances: 0 }
  for (const [id, sureness] of best) {
    const kind = weights.signals[id]?.class
    if (kind && isStrong(kind, sureness)) counts.strong++
    else if (kind === 'circumstance' && sureness >= sufficientFrom - rounding) counts.circumstance++
    else if ((kind === 'strong' || kind === 'medium') && sureness >= mediumFrom - rounding) {
      counts.medium++
      if (isCircumstance(id)) counts.circumstances++
    }
  }
  return areTooFew(counts) ? weights.caps.tooFewSignals : null
}

const isStrong = (kind: SignalClass, sureness: number): boolean =>
  kind === 'strong' && sureness >= strongFrom - rounding
