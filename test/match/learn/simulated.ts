import { logistic } from '../../../src/match/score.ts'
import type { Finding } from '../../../src/model/finding.ts'
import type { Weights } from '../../../src/model/weights.ts'
import type { DecidedListing } from '../../../src/store/learning/learning-store.ts'
import { files } from '../matched.ts'

if (!files.ok) throw new Error('no matcher files')
/** The weights as they ship. */
export const shippedWeights: Weights = files.weights

/** Mulberry32: the same seed, the same numbers in 0..1. */
export function diceOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Signals that the simulated listings show, and how often. Two strong ones, so that the rules of combination seldom decide. */
const shown: [string, number][] = [
  ['wording.replica', 0.5],
  ['wording.grade', 0.6],
  ['price.low', 0.5],
  ['seller.new', 0.4],
  ['quantity.bulk', 0.2],
  ['allow.second-hand', 0.4],
  ['allow.compatible-for', 0.25],
]

const secondMs = 1_000
const beginning = Date.UTC(2026, 8, 1)

type Truth = { weights?: Record<string, number>; prior?: number }

/** Findings as the matcher would give them with `by`, for signals drawn by the dice. */
export function drawnFindings(dice: () => number, by: Weights): Finding[] {
  const strength = () => 0.6 + Math.round(dice() * 4) / 10
  const seen = shown.filter(([, often]) => dice() < often).map(([id]) => id)
  const needed = seen.some((id) => id === 'wording.replica' || id === 'wording.grade') ? [] : ['wording.grade']
  return ['brand.exact', ...needed, ...seen].map((signal) => {
    const weight = Math.round((by.signals[signal]?.weight ?? 0) * strength() * 1_000) / 1_000
    return { signal, weight, text: `${signal} was seen` }
  })
}

/**
 * Verdicts of people who go by other weights than the matcher: `truth` names those that differ. Ten minutes apart, over the
 * watches in turn.
 */
export function decisionsBy(
  truth: Truth,
  { count, seed, watches = ['halvard', 'norrfell', 'quillon'] }: { count: number; seed: number; watches?: string[] },
): DecidedListing[] {
  const dice = diceOf(seed)
  return Array.from({ length: count }, (_, at): DecidedListing => {
    const findings = drawnFindings(dice, shippedWeights)
    const logOdds = findings.reduce((sum, { signal, weight }) => {
      const own = shippedWeights.signals[signal]?.weight ?? 1
      return sum + (weight / own) * (truth.weights?.[signal] ?? own)
    }, truth.prior ?? shippedWeights.prior)
    return {
      hit: `hit-${at}`,
      watch: watches[at % watches.length] ?? '',
      verdict: dice() < logistic(logOdds) ? 'counterfeit' : 'allowed',
      decidedAt: new Date(beginning + at * 600 * secondMs),
      findings,
      matcher: `${shippedWeights.version}+lexicon`,
      sampledAt: null,
    }
  })
}

export const weightsOf = (): Weights => shippedWeights
