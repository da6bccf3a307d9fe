import type { Weights } from '../../model/weights.ts'
import { logistic } from '../score.ts'
import type { Example } from './examples.ts'
import { logOddsOf } from './rescore.ts'

/** Passes over all weights at the most; a fit that is not still by then is used as it is, which is nearly there. */
const passesMax = 300
/** A pass that moves nothing further than this, in log-odds, is the last: weights are kept to thousandths. */
const stillWithin = 1e-3
/** What a signal keeps at the least, so that it never turns round, and can be learnt again. */
const weightMin = 0.05
const weightMax = 8
const priorMax = 8

/** One thing that is fitted: where it stands, where it came from, how far it may go, and the examples that show it. */
type Column = {
  id: string | null
  value: number
  start: number
  low: number
  high: number
  /** The longest step that may be taken next. */
  reach: number
  rows: Int32Array
  x: Float64Array
}

/** What is said of each example, and how much it counts: arrays, because they are gone through thousands of times. */
type Said = { counterfeit: Float64Array; weight: Float64Array }

/**
 * Logistic regression of verdicts on what the signals saw. Each weight is held near the one it had (a normal prior of
 * standard deviation `spread`, in log-odds) and keeps its sign: what lowers a score never comes to raise it. Examples that a
 * rule decides teach nothing about weights and are left out. Minimised one weight at a time, each step under a parabola that
 * lies above the loss as far as the step may go (Genkin, Lewis, Madigan 2007), so every pass makes it smaller. Pure.
 */
export function fitWeights(from: Weights, all: readonly Example[], spread: number): Weights {
  const examples = all.filter(({ isRuled }) => !isRuled)
  const logOdds = Float64Array.from(examples, ({ evidence }) => logOddsOf(evidence, from))
  const columns = columnsOf(from, examples)
  const said: Said = {
    counterfeit: Float64Array.from(examples, ({ isCounterfeit }) => (isCounterfeit ? 1 : 0)),
    weight: Float64Array.from(examples, ({ weight }) => weight),
  }
  const pull = 1 / spread ** 2
  for (let pass = 0; pass < passesMax; pass++) {
    let moved = 0
    for (const column of columns) moved = Math.max(moved, Math.abs(improve(column, said, logOdds, pull)))
    if (moved < stillWithin) break
  }
  return withColumns(from, columns)
}

function columnsOf(from: Weights, examples: readonly Example[]): Column[] {
  const bySignal = new Map<string, { rows: number[]; x: number[] }>()
  examples.forEach(({ evidence }, row) => {
    for (const [id, strength] of evidence.strengths) {
      if (!from.signals[id]?.weight || strength === 0) continue
      const seen = bySignal.get(id) ?? { rows: [], x: [] }
      bySignal.set(id, seen)
      seen.rows.push(row)
      seen.x.push(strength)
    }
  })
  const columns = [...bySignal].map(([id, seen]) => {
    const start = from.signals[id]?.weight ?? 0
    const bounds = start > 0 ? { low: weightMin, high: weightMax } : { low: -weightMax, high: -weightMin }
    return columnOf(id, start, bounds, seen)
  })
  const everywhere = { rows: examples.map((_, row) => row), x: examples.map(() => 1) }
  const prior = columnOf(null, from.prior, { low: -priorMax, high: priorMax }, everywhere)
  return [prior, ...columns.sort((a, b) => ((a.id ?? '') < (b.id ?? '') ? -1 : 1))]
}

const columnOf = (
  id: string | null,
  start: number,
  bounds: { low: number; high: number },
  { rows, x }: { rows: readonly number[]; x: readonly number[] },
): Column => ({ id, value: start, start, ...bounds, reach: 1, rows: Int32Array.from(rows), x: Float64Array.from(x) })

/** Moves one weight to where the parabola is lowest within its bounds. @returns how far it went */
function improve(column: Column, said: Said, logOdds: Float64Array, pull: number): number {
  const { rows, x, reach } = column
  let slope = (column.value - column.start) * pull
  let curve = pull
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? 0
    const earned = x[at] ?? 0
    const here = logOdds[row] ?? 0
    const counts = (said.weight[row] ?? 0) * earned
    slope += counts * (logistic(here) - (said.counterfeit[row] ?? 0))
    curve += counts * earned * steepest(Math.abs(here), Math.abs(reach * earned))
  }
  const asked = Math.min(reach, Math.max(-reach, -slope / curve))
  const value = Math.min(column.high, Math.max(column.low, column.value + asked))
  const step = value - column.value
  column.value = value
  column.reach = Math.max(2 * Math.abs(step), reach / 2)
  if (step === 0) return 0
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? 0
    logOdds[row] = (logOdds[row] ?? 0) + step * (x[at] ?? 0)
  }
  return step
}

/** The most that the logistic's curve can be within `reach` of `distance` from its middle. */
function steepest(distance: number, reach: number): number {
  if (distance <= reach) return 0.25
  const away = Math.exp(distance - reach)
  return 1 / (2 + away + 1 / away)
}

function withColumns(from: Weights, columns: readonly Column[]): Weights {
  const values = new Map(columns.map(({ id, value }) => [id, value]))
  const signals = Object.entries(from.signals).map(([id, signal]) => [
    id,
    { ...signal, weight: rounded(values.get(id) ?? signal.weight) },
  ])
  return { ...from, prior: rounded(values.get(null) ?? from.prior), signals: Object.fromEntries(signals) }
}

/** How much the log-odds are stretched and moved, so that what is called 0.7 comes true seven times of ten. */
export type Calibration = { slope: number; shift: number }

const slopes = { low: 0.5, high: 2 }
/** Holds the slope near 1 as much as this many examples would. */
const slopePull = 10

/** Platt's scaling on log-odds that the fitted weights had no part in (each example's from a fit without its kind). */
export function calibrationOf(
  outside: readonly { logOdds: number; isCounterfeit: boolean; weight: number }[],
): Calibration {
  let [slope, shift] = [1, 0]
  for (let pass = 0; pass < passesMax; pass++) {
    let [bySlope, byShift, curveSlope, curveShift] = [(slope - 1) * slopePull, shift, slopePull, 1]
    for (const { logOdds, isCounterfeit, weight } of outside) {
      const error = weight * (logistic(slope * logOdds + shift) - (isCounterfeit ? 1 : 0))
      bySlope += error * logOdds
      byShift += error
      // The two are moved together, so each may go half as far as it could alone.
      curveSlope += weight * logOdds * logOdds * 0.5
      curveShift += weight * 0.5
    }
    const [toSlope, toShift] = [bySlope / curveSlope, byShift / curveShift]
    slope = Math.min(slopes.high, Math.max(slopes.low, slope - toSlope))
    shift -= toShift
    if (Math.abs(toSlope) + Math.abs(toShift) < stillWithin) break
  }
  return { slope, shift }
}

/** The same stretch and move, put into the weights, so that findings and prior still add up to the score. */
export function calibrated(weights: Weights, { slope, shift }: Calibration): Weights {
  const signals = Object.entries(weights.signals).map(([id, signal]) => [
    id,
    { ...signal, weight: signal.weight === 0 ? 0 : bounded(signal.weight * slope) },
  ])
  return { ...weights, prior: rounded(weights.prior * slope + shift), signals: Object.fromEntries(signals) }
}

const bounded = (weight: number): number =>
  rounded(Math.sign(weight) * Math.min(weightMax, Math.max(weightMin, Math.abs(weight))))
/** Thousandths: weights are read by people. */
const rounded = (weight: number): number => Math.round(weight * 1e3) / 1e3
