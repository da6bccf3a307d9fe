import type { Finding } from '../../model/finding.ts'
import type { Weights } from '../../model/weights.ts'
import type { DecidedListing } from '../../store/learning/learning-store.ts'
import { capOf, type Evidence, evidenceOf } from './rescore.ts'

/** A verdict to learn from. `weight`: how many listings it stands for; `isRuled`: a rule of combination decides its score. */
export type Example = {
  evidence: Evidence
  isCounterfeit: boolean
  weight: number
  isRuled: boolean
  watch: string
  decidedAt: Date
}

/** A sample from below the line stands for those that were not drawn, but never for more than this many. */
const weightMax = 20

/**
 * Verdicts as examples, oldest first. Those that cannot be read are left out and counted: made before findings were kept, or
 * with weights that nobody has any more.
 * @param weightsOf the weights of a version of the matcher, by its name; `null` when they are not known
 */
export function examplesOf(
  decided: readonly DecidedListing[],
  weightsOf: (matcher: string) => Weights | null,
): { examples: Example[]; unreadable: number } {
  const examples: Example[] = []
  for (const { findings, matcher, verdict, sampledAt, watch, decidedAt } of decided) {
    const from = findings && matcher !== null ? weightsOf(matcher) : null
    if (!findings || !from) continue
    const weight = sampledAt === null ? 1 : Math.min(weightMax, Math.max(1, 1 / sampledAt))
    examples.push(exampleOf(findings, from, { isCounterfeit: verdict === 'counterfeit', weight, watch, decidedAt }))
  }
  examples.sort((a, b) => a.decidedAt.getTime() - b.decidedAt.getTime())
  return { examples, unreadable: decided.length - examples.length }
}

/** One verdict about what was found with the weights `from`. */
export function exampleOf(
  findings: readonly Finding[],
  from: Weights,
  said: Pick<Example, 'isCounterfeit' | 'weight' | 'watch' | 'decidedAt'>,
): Example {
  const evidence = evidenceOf(findings, from)
  return { ...said, evidence, isRuled: capOf(evidence, from) !== null }
}

/** The weights' part of a matcher's version: "2026-11-24.1+lexicon" → "2026-11-24.1". */
export const weightsVersionOf = (matcher: string): string => matcher.split('+', 1)[0] ?? matcher
