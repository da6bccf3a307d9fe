import { createHash } from 'node:crypto'
import type { Weights } from '../../model/weights.ts'
import type { FittedOn } from '../../store/learning/learning-store.ts'
import { type Backtest, backtestBrands, backtestTime, fitCalibrated } from './backtest.ts'
import type { Example } from './examples.ts'
import { measuresOf } from './measures.ts'
import { scoreWith } from './rescore.ts'

/** Fewer verdicts than these say more about chance than about signals. */
export const verdictsMin = 200
const verdictsOfAKindMin = 30

/** `have` counts the verdicts that can be learnt from. */
export type LearnOutcome =
  | { kind: 'too-few'; have: { verdicts: number; counterfeit: number; other: number }; why: string }
  | { kind: 'proposal'; weights: Weights; fittedOn: FittedOn }

/**
 * Re-fits weights from verdicts and says what they are worth on verdicts that were held out. Pure: the same verdicts and
 * weights make the same version, whose name is made from the day of the newest verdict and from the weights themselves.
 */
export function propose(from: Weights, examples: readonly Example[], unreadable: number): LearnOutcome {
  const counterfeit = examples.filter(({ isCounterfeit }) => isCounterfeit).length
  const have = { verdicts: examples.length, counterfeit, other: examples.length - counterfeit }
  const [oldest, newest] = [examples[0], examples.at(-1)]
  if (have.verdicts < verdictsMin || Math.min(have.counterfeit, have.other) < verdictsOfAKindMin || !oldest || !newest)
    return { kind: 'too-few', have, why: tooFewOf(have) }
  const fitted = fitCalibrated(from, examples)
  const [brands, time] = [backtestBrands(from, examples), backtestTime(from, examples)]
  const day = newest.decidedAt.toISOString().slice(0, 10)
  const version = `${day}-learned-${fingerprint(fitted)}`
  const fittedOn: FittedOn = {
    parent: from.version,
    ...have,
    samples: examples.filter(({ weight }) => weight > 1).length,
    ruled: examples.filter(({ isRuled }) => isRuled).length,
    unreadable,
    watches: [...new Set(examples.map(({ watch }) => watch))].sort(),
    oldest: oldest.decidedAt.toISOString(),
    newest: newest.decidedAt.toISOString(),
    brands,
    time: time && { ...time, since: time.since.toISOString() },
    own: { old: measured(from, examples), new: measured(fitted, examples) },
    advice: adviceOf([brands, time]),
  }
  return { kind: 'proposal', weights: { ...fitted, version, date: day, source: sourceOf(fittedOn) }, fittedOn }
}

const tooFewOf = ({ verdicts, counterfeit, other }: { verdicts: number; counterfeit: number; other: number }): string =>
  `${verdicts} verdicts can be learnt from (${counterfeit} counterfeit, ${other} allowed or not our product); ` +
  `${verdictsMin} are needed, and ${verdictsOfAKindMin} of either kind`

const sourceOf = ({ parent, verdicts, counterfeit, watches, oldest, newest }: FittedOn): string =>
  `Fitted from ${parent} on ${verdicts} verdicts (${counterfeit} counterfeit) of ${watches.length} ` +
  `${watches.length === 1 ? 'watch' : 'watches'}, ${oldest.slice(0, 10)} to ${newest.slice(0, 10)}.`

/** What is fitted, in a fixed order. */
function fingerprint({ prior, line, visitLine, caps, allowedFactor, signals }: Weights): string {
  const sorted = Object.entries(signals).sort(([a], [b]) => (a < b ? -1 : 1))
  const text = JSON.stringify([prior, line, visitLine, caps, allowedFactor, sorted])
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}

const measured = (weights: Weights, examples: readonly Example[]) =>
  measuresOf(
    examples.map(({ evidence, isCounterfeit, weight }) => ({
      score: scoreWith(evidence, weights),
      isCounterfeit,
      weight,
    })),
    weights.line,
  )

/** A step back in order that is chance rather than harm. */
const orderSlack = 0.01

/** Better: lower loss on everything that was held out, and no worse order. */
function adviceOf(backtests: readonly (Backtest | null)[]): FittedOn['advice'] {
  const made = backtests.filter((one) => one !== null)
  const losesLess = (one: Backtest) => (one.new.logLoss ?? 1) < (one.old.logLoss ?? 0)
  const keepsOrder = (one: Backtest) => (one.new.averagePrecision ?? 0) >= (one.old.averagePrecision ?? 0) - orderSlack
  if (made.length === 0) return 'not-tested'
  return made.every((one) => losesLess(one) && keepsOrder(one)) ? 'better' : 'no-better'
}

/**
 * Weights that were learnt before a release brought new signals: those are taken from what ships. The name says so, because
 * a version's scores must not change.
 */
export function completed(learned: Weights, shipped: Weights): Weights {
  const missing = Object.entries(shipped.signals).filter(([id]) => !(id in learned.signals))
  if (missing.length === 0) return learned
  return {
    ...learned,
    version: `${learned.version}~${shipped.version}`,
    source: `${learned.source} Signals that came later are from ${shipped.version}: ${missing.map(([id]) => id).join(', ')}.`,
    signals: { ...learned.signals, ...Object.fromEntries(missing) },
  }
}
