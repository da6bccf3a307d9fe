import type { Verdict } from '../model/hit.ts'
import { type Interval, wilson } from '../model/interval.ts'
import type { QualityFacts, VerdictPair } from '../store/learning/quality-store.ts'
import { type Expected, expectedOf, type Standard } from './expected.ts'
import type { Misses, Share } from './verdict-figures.ts'

/** How often two people say the same of one hit, and how much of that is more than chance (Cohen's kappa). */
export type Agreement = {
  pairs: number
  agreed: Share | null
  /** −1..1, with its large-sample 95 % interval; `null` without pairs, or when everybody always says the same one thing. */
  kappa: { value: number; interval: Interval } | null
  /** Differences that a third person has settled: how often the first was right. */
  firstUpheld: Share | null
  waiting: { second: number; third: number }
}

export type Quality = {
  precision: Share | null
  expected: Expected
  agreement: Agreement
  misses: Misses
  sources: string[]
}

/** Figures about verdicts. Pure. Shares have Wilson's interval, kappa that of Cohen (1960). */
export function qualityOf(facts: QualityFacts, standard: Standard): Quality {
  const right = facts.decided.counterfeit ?? 0
  const precision = shareOf(right, right + others(facts.decided))
  const misses = missesOf(facts, precision)
  const expected = expectedOf(facts, precision, misses, standard)
  return { precision, expected, agreement: agreementOf(facts), misses, sources }
}

const sources = [
  'precision: decided hits above the line, counterfeit against allowed and not our product',
  "shares: Wilson's 95 % interval; kappa: Cohen's 95 % interval for large samples",
  'expected: by verdicts from ten on, else by what was measured on labelled listings; intervals take each part at its ends',
  'base rate: the share of hits, corrected by how often the matcher is right (Rogan and Gladen 1978)',
  'recall at the line: hits found (decided ones, and open ones by precision) against those and the misses that the samples from below the line let expect; its interval is that of the samples alone',
]

const others = (decided: Partial<Record<Verdict, number>>): number =>
  (decided.allowed ?? 0) + (decided['not-our-product'] ?? 0)

function shareOf(part: number, whole: number): Share | null {
  const interval = wilson(part, whole)
  return interval && { part, whole, share: part / whole, interval }
}

function agreementOf({ pairs, waiting }: QualityFacts): Agreement {
  const count = (of: (pair: VerdictPair) => boolean) =>
    pairs.reduce((sum, pair) => sum + (of(pair) ? pair.count : 0), 0)
  const all = count(() => true)
  const same = count(({ first, second }) => first === second)
  const settled = count(({ first, second, third }) => first !== second && third !== null)
  const upheld = count(({ first, second, third }) => first !== second && third === first)
  return {
    pairs: all,
    agreed: shareOf(same, all),
    kappa: kappaOf(pairs, same / all, all),
    firstUpheld: shareOf(upheld, settled),
    waiting,
  }
}

function kappaOf(pairs: readonly VerdictPair[], agreed: number, all: number): Agreement['kappa'] {
  if (all === 0) return null
  const [first, second] = [new Map<Verdict, number>(), new Map<Verdict, number>()]
  for (const pair of pairs) {
    first.set(pair.first, (first.get(pair.first) ?? 0) + pair.count / all)
    second.set(pair.second, (second.get(pair.second) ?? 0) + pair.count / all)
  }
  let chance = 0
  for (const [verdict, share] of first) chance += share * (second.get(verdict) ?? 0)
  if (chance >= 1) return null
  const value = (agreed - chance) / (1 - chance)
  const half = 1.96 * Math.sqrt((agreed * (1 - agreed)) / (all * (1 - chance) ** 2))
  return { value, interval: { low: Math.max(-1, value - half), high: Math.min(1, value + half) } }
}

function missesOf({ decided, open, below, samples }: QualityFacts, precision: Share | null): Misses {
  const missed = samples.decided.counterfeit ?? 0
  const counterfeit = shareOf(missed, missed + others(samples.decided))
  const base = { below, drawn: samples.drawn, decided: counterfeit?.whole ?? 0, counterfeit }
  if (!counterfeit) return { ...base, misses: null, recall: null }
  const { low, high } = counterfeit.interval
  const misses = { estimate: below * counterfeit.share, interval: { low: below * low, high: below * high } }
  const found = (decided.counterfeit ?? 0) + open * (precision?.share ?? 0)
  if (found === 0) return { ...base, misses, recall: null }
  const recall = (missing: number) => found / (found + missing)
  const interval = { low: recall(misses.interval.high), high: recall(misses.interval.low) }
  return { ...base, misses, recall: { estimate: recall(misses.estimate), interval } }
}
