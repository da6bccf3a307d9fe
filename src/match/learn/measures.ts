import type { Measures } from '../../model/measures.ts'

/** A score beside what a reviewer said; `weight` is how many listings it stands for. */
export type Judged = { score: number; isCounterfeit: boolean; weight: number }

/** What scores are worth against verdicts, each verdict counted by its weight. Pure. */
export function measuresOf(judged: readonly Judged[], line: number): Measures {
  const whole = total(judged)
  const hits = judged.filter(({ score }) => score >= line)
  const right = total(hits.filter(({ isCounterfeit }) => isCounterfeit))
  const counterfeit = judged.filter(({ isCounterfeit }) => isCounterfeit)
  const mean = (of: (one: Judged) => number) => judged.reduce((sum, one) => sum + one.weight * of(one), 0)
  return {
    listings: judged.length,
    counterfeit: counterfeit.length,
    averagePrecision: averagePrecision(judged),
    precision: ratio(right, total(hits)),
    recall: ratio(right, total(counterfeit)),
    calibrationError: calibrationError(judged),
    brier: ratio(
      mean(({ score, isCounterfeit }) => (score - (isCounterfeit ? 1 : 0)) ** 2),
      whole,
    ),
    logLoss: ratio(mean(lossOf), whole),
  }
}

const total = (judged: readonly Judged[]): number => judged.reduce((sum, { weight }) => sum + weight, 0)
const ratio = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 1e4) / 1e4

/** A certain score that was wrong would cost without end. */
const surestScore = 1e-6
const lossOf = ({ score, isCounterfeit }: Judged): number => {
  const bounded = Math.min(1 - surestScore, Math.max(surestScore, score))
  return -Math.log(isCounterfeit ? bounded : 1 - bounded)
}

/** Σ (recall gained × precision there) over falling scores; equal scores are one step. */
function averagePrecision(judged: readonly Judged[]): number | null {
  const all = total(judged.filter(({ isCounterfeit }) => isCounterfeit))
  const sorted = [...judged].sort((a, b) => b.score - a.score)
  let [right, seen, gained, sum] = [0, 0, 0, 0]
  sorted.forEach((one, at) => {
    seen += one.weight
    if (one.isCounterfeit) gained += one.weight
    if (sorted[at + 1]?.score === one.score) return
    right += gained
    sum += gained * (right / seen)
    gained = 0
  })
  return ratio(sum, all)
}

const bins = 10

/** Expected calibration error over ten bins of equal width: Σ share of the bin × |mean score − share of counterfeits|. */
function calibrationError(judged: readonly Judged[]): number | null {
  const gaps = new Array<number>(bins).fill(0)
  for (const { score, isCounterfeit, weight } of judged) {
    const bin = Math.min(bins - 1, Math.floor(score * bins))
    gaps[bin] = (gaps[bin] ?? 0) + weight * (score - (isCounterfeit ? 1 : 0))
  }
  const sum = gaps.reduce((all, gap) => all + Math.abs(gap), 0)
  return ratio(sum, total(judged))
}
