import { type Interval, wilson } from './interval.ts'

/**
 * What the shipped matcher was worth on labelled listings that it had not learnt from. `steps`: of the `suspects` so many
 * were `found`, and of the `others` so many `wrong`, at or above a score; rising scores. Read from config/matcher/evaluated.json.
 */
export type Evaluation = {
  matcher: string
  date: string
  /** What was measured, for people. */
  source: string
  suspects: number
  others: number
  steps: readonly EvaluationStep[]
}
export type EvaluationStep = { line: number; found: number; wrong: number }

export type Estimate = { estimate: number; interval: Interval }
/** `recall`: of the copies, those at or above the line; `falsePositives`: of all else, those that are there too. */
export type Rates = { recall: Estimate; falsePositives: Estimate }

/** The rates at a line, between two measured ones in proportion; Wilson's intervals. */
export function ratesAt({ steps, suspects, others }: Evaluation, line: number): Rates {
  const above = steps.find((step) => step.line >= line) ?? steps.at(-1)
  const below = steps.findLast((step) => step.line <= line) ?? steps[0]
  const [from, to] = [below ?? above, above ?? below]
  const way = from && to && to.line > from.line ? (line - from.line) / (to.line - from.line) : 0
  const between = (a = 0, b = 0) => a + (b - a) * way
  return {
    recall: shareOf(between(from?.found, to?.found), suspects),
    falsePositives: shareOf(between(from?.wrong, to?.wrong), others),
  }
}

/** Precision where so many of all listings are copies. The interval takes all three at their worst, then at their best. */
export function precisionAt({ recall, falsePositives }: Rates, base: Estimate): Estimate {
  const precision = (copies: number, found: number, wrong: number) => {
    const [right, all] = [copies * found, copies * found + (1 - copies) * wrong]
    return all === 0 ? 0 : right / all
  }
  return {
    estimate: precision(base.estimate, recall.estimate, falsePositives.estimate),
    interval: {
      low: precision(base.interval.low, recall.interval.low, falsePositives.interval.high),
      high: precision(base.interval.high, recall.interval.high, falsePositives.interval.low),
    },
  }
}

/**
 * How many of all listings are copies, from the share of them that lies above the line and the rates of the instrument that put
 * them there (Rogan, Gladen 1978). Nothing below 0 or above 1; the interval takes all three at their ends.
 */
export function baseRateOf(hits: Estimate, { recall, falsePositives }: Rates): Estimate {
  const rate = (share: number, found: number, wrong: number) =>
    found > wrong ? Math.min(1, Math.max(0, (share - wrong) / (found - wrong))) : 0
  return {
    estimate: rate(hits.estimate, recall.estimate, falsePositives.estimate),
    interval: {
      low: rate(hits.interval.low, recall.interval.high, falsePositives.interval.high),
      high: rate(hits.interval.high, recall.interval.low, falsePositives.interval.low),
    },
  }
}

const nothing: Estimate = { estimate: 0, interval: { low: 0, high: 1 } }

/** A share with Wilson's interval; of no cases nothing is known. */
export function shareOf(part: number, whole: number): Estimate {
  const interval = wilson(part, whole)
  return interval ? { estimate: part / whole, interval } : nothing
}
