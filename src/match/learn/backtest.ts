import type { Measures } from '../../model/measures.ts'
import type { Weights } from '../../model/weights.ts'
import type { Example } from './examples.ts'
import { calibrated, calibrationOf, fitWeights } from './fit.ts'
import { type Judged, measuresOf } from './measures.ts'
import { logOddsOf, scoreWith } from './rescore.ts'

/** Old weights beside new ones on verdicts that the new ones were not fitted on; `trainedOn` counts those they were. */
export type Backtest = { trainedOn: number; old: Measures; new: Measures }

/** How far weights may move at a time; the one that is best on what was left out is taken. */
const spreads = [0.25, 0.5, 1, 2] as const
const foldsMax = 5
const dayMs = 86_400_000
/** "The last weeks": four, or the newest fifth where four weeks are nearly all there is, or nearly nothing. */
const lastWeeksMs = 28 * dayMs
const heldOutShare = { least: 0.1, most: 0.5, instead: 0.2 }

/** Everything that fitting decides: how far weights may move, and the calibration. Cross-validated over `foldsOf`. */
export function fitCalibrated(from: Weights, examples: readonly Example[]): Weights {
  const folds = foldsOf(examples)
  if (folds.length < 2) return fitWeights(from, examples, spreads[0])
  const tried = spreads.map((spread) => ({ spread, outside: outsideOf(from, examples, folds, spread) }))
  const [best] = tried
    .map((one) => ({ ...one, loss: lossOf(one.outside) }))
    .sort((a, b) => a.loss - b.loss || a.spread - b.spread)
  if (!best) return from
  return calibrated(fitWeights(from, examples, best.spread), calibrationOf(best.outside))
}

/** Log-odds of each example by weights that were fitted without its fold. */
function outsideOf(from: Weights, examples: readonly Example[], folds: readonly number[][], spread: number) {
  return folds.flatMap((fold) => {
    const left = new Set(fold)
    const weights = fitWeights(
      from,
      examples.filter((_, at) => !left.has(at)),
      spread,
    )
    return fold.flatMap((at) => {
      const one = examples[at]
      return one && !one.isRuled
        ? [{ logOdds: logOddsOf(one.evidence, weights), isCounterfeit: one.isCounterfeit, weight: one.weight }]
        : []
    })
  })
}

const lossOf = (outside: readonly { logOdds: number; isCounterfeit: boolean; weight: number }[]): number =>
  outside.reduce((sum, { logOdds, isCounterfeit, weight }) => {
    return sum + weight * Math.log1p(Math.exp(isCounterfeit ? -logOdds : logOdds))
  }, 0)

/** Whole watches apart where there are several, so that a brand's own words do not speak for themselves; else by turns. */
function foldsOf(examples: readonly Example[]): number[][] {
  const watches = watchesOf(examples)
  const count = watches.length > 1 ? Math.min(foldsMax, watches.length) : Math.min(foldsMax, examples.length)
  const folds = Array.from({ length: count }, (): number[] => [])
  examples.forEach(({ watch }, at) => {
    folds[(watches.length > 1 ? watches.indexOf(watch) : at) % count]?.push(at)
  })
  return folds
}

const watchesOf = (examples: readonly Example[]): string[] => [...new Set(examples.map(({ watch }) => watch))].sort()

/**
 * Leave brands out: each watch's examples scored by weights fitted on the others', in five folds of whole watches at the most.
 * @returns one score an example, in order, and how often an example was fitted on; `null` with one watch: there is no other
 * brand to learn from
 */
export function leaveBrandsOut(
  from: Weights,
  examples: readonly Example[],
): { scores: number[]; folds: number; trainedOn: number } | null {
  if (watchesOf(examples).length < 2) return null
  const folds = foldsOf(examples)
  const scores = examples.map(() => 0)
  let trainedOn = 0
  for (const fold of folds) {
    const left = new Set(fold)
    const inside = examples.filter((_, at) => !left.has(at))
    const weights = fitCalibrated(from, inside)
    examples.forEach(({ evidence }, at) => {
      if (left.has(at)) scores[at] = scoreWith(evidence, weights)
    })
    trainedOn += inside.length
  }
  return { scores, folds: folds.length, trainedOn }
}

/** Weights before and after on brands that the new ones were not fitted on. `null` with one watch. */
export function backtestBrands(from: Weights, examples: readonly Example[]): Backtest | null {
  const left = leaveBrandsOut(from, examples)
  if (!left) return null
  const after = examples.map(({ isCounterfeit, weight }, at) => ({
    score: left.scores[at] ?? 0,
    isCounterfeit,
    weight,
  }))
  const { line } = from
  return { trainedOn: left.trainedOn, old: measuresOf(judgedBy(from, examples), line), new: measuresOf(after, line) }
}

/** The newest verdicts scored by weights fitted on those before. `null` when all were given at once. */
export function backtestTime(from: Weights, examples: readonly Example[]): (Backtest & { since: Date }) | null {
  const since = sinceOf(examples)
  if (!since) return null
  const inside = examples.filter(({ decidedAt }) => decidedAt < since)
  const outside = examples.filter(({ decidedAt }) => decidedAt >= since)
  const after = judgedBy(fitCalibrated(from, inside), outside)
  const { line } = from
  return {
    since,
    trainedOn: inside.length,
    old: measuresOf(judgedBy(from, outside), line),
    new: measuresOf(after, line),
  }
}

function sinceOf(examples: readonly Example[]): Date | null {
  const [first, last] = [examples[0], examples.at(-1)]
  if (!first || !last || first.decidedAt.getTime() === last.decidedAt.getTime()) return null
  const weeksAgo = new Date(last.decidedAt.getTime() - lastWeeksMs)
  const share = examples.filter(({ decidedAt }) => decidedAt >= weeksAgo).length / examples.length
  if (share >= heldOutShare.least && share <= heldOutShare.most) return weeksAgo
  const at = examples[Math.floor(examples.length * (1 - heldOutShare.instead))]?.decidedAt
  return at && at > first.decidedAt ? at : null
}

const judgedBy = (weights: Weights, examples: readonly Example[]): Judged[] =>
  examples.map(({ evidence, isCounterfeit, weight }) => ({
    score: scoreWith(evidence, weights),
    isCounterfeit,
    weight,
  }))
