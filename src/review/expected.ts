import {
  baseRateOf,
  type Estimate,
  type Evaluation,
  precisionAt,
  type Rates,
  ratesAt,
  shareOf,
} from '../model/evaluation.ts'
import type { QualityFacts } from '../store/learning/quality-store.ts'
import type { Misses, Share } from './verdict-figures.ts'

/** The line of the weights in force, and what the matcher was measured to be worth: what there is before anybody decides. */
export type Standard = { line: number; evaluation: Evaluation }

/**
 * What to expect at the line. `by` says from what: verdicts of this watch (`decided`, `samples`), the measured rates
 * (`evaluation`), its share of hits under those rates (`hits`), or nothing of it (`assumed`). `missed` counts scored listings.
 */
export type Expected = {
  line: { from: number; by: 'watch' | 'reviews-a-day' | 'weights' }
  precision: Estimate & { by: 'decided' | 'evaluation'; of: number }
  recall: Estimate & { by: 'samples' | 'evaluation'; of: number }
  baseRate: Estimate & { by: 'decided' | 'hits' | 'assumed'; of: number }
  missed: Estimate | null
  picked: QualityFacts['picked']
  evaluation: Pick<Evaluation, 'matcher' | 'date' | 'source'>
}

/** Fewer verdicts than these say less than what was measured: Wilson's interval of ten is about forty points wide. */
const verdictsMin = 10
/** Where nothing of a watch is scored: the share that the bars of precision are set for. */
const assumed: Estimate = { estimate: 0.05, interval: { low: 0.05, high: 0.05 } }

/** Verdicts go before measured rates, measured rates before what is assumed. Pure. */
export function expectedOf(
  facts: QualityFacts,
  decided: Share | null,
  misses: Misses,
  { line: standard, evaluation }: Standard,
): Expected {
  const { matcher, date, source, suspects, others } = evaluation
  const line = lineOf(facts, standard)
  const rates = ratesAt(evaluation, line.from)
  const isDecided = decided !== null && decided.whole >= verdictsMin
  const hasSamples = misses.recall !== null && misses.decided >= verdictsMin
  const precision = isDecided
    ? { estimate: decided.share, interval: decided.interval, by: 'decided' as const, of: decided.whole }
    : null
  const recall = hasSamples && misses.recall ? { ...misses.recall, by: 'samples' as const, of: misses.decided } : null
  const baseRate = baseRateFor(facts, precision, recall ?? rates.recall, rates)
  const all = facts.expected.above + facts.expected.below
  return {
    line,
    precision: precision ?? { ...precisionAt(rates, baseRate), by: 'evaluation', of: suspects + others },
    recall: recall ?? { ...rates.recall, by: 'evaluation', of: suspects },
    baseRate,
    missed: (hasSamples && misses.misses) || (all > 0 ? missedOf(all, baseRate, rates.recall) : null),
    picked: facts.picked,
    evaluation: { matcher, date, source },
  }
}

const lineOf = ({ ownLine, picked }: QualityFacts, standard: number): Expected['line'] =>
  ownLine !== null
    ? { from: ownLine, by: 'watch' }
    : picked
      ? { from: picked.line, by: 'reviews-a-day' }
      : { from: standard, by: 'weights' }

function baseRateFor(
  { expected: { above, below } }: QualityFacts,
  precision: Estimate | null,
  recall: Estimate,
  rates: Rates,
): Expected['baseRate'] {
  const all = above + below
  if (all === 0) return { ...assumed, by: 'assumed', of: 0 }
  const hits = shareOf(above, all)
  if (!precision) return { ...baseRateOf(hits, rates), by: 'hits', of: all }
  const rate = (share: number, right: number, found: number) => (found > 0 ? Math.min(1, (share * right) / found) : 1)
  return {
    estimate: rate(hits.estimate, precision.estimate, recall.estimate),
    interval: {
      low: rate(hits.estimate, precision.interval.low, recall.interval.high),
      high: rate(hits.estimate, precision.interval.high, recall.interval.low),
    },
    by: 'decided',
    of: all,
  }
}

/** Copies among so many listings that do not reach the line; the interval takes both at their ends. */
const missedOf = (all: number, base: Estimate, recall: Estimate): Estimate => ({
  estimate: all * base.estimate * (1 - recall.estimate),
  interval: {
    low: all * base.interval.low * (1 - recall.interval.high),
    high: all * base.interval.high * (1 - recall.interval.low),
  },
})
