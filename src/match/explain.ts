import type { Finding } from '../model/finding.ts'
import { logistic, logit } from './score.ts'

/** One step of the sum: `sum` is what stands after it, in log-odds. */
export type Step = { signal: string; weight: number; sum: number; text: string; span?: Finding['span'] }

/** How a score came about: it starts at `start` (the prior), each finding adds its weight, and `score` is the logistic of the end. */
export type Explanation = { start: number; steps: Step[]; sum: number; score: number; reasons: NoticeReason[] }

/**
 * What a notice to a platform could rest on. `test-buy` is no reason by itself: price, seller, origin and quantity only
 * say that a test purchase is worth it.
 */
export const noticeReasons = ['counterfeit-features', 'mark-misused', 'pictures-copied', 'test-buy'] as const
export type NoticeReason = (typeof noticeReasons)[number]

const reasonOf: readonly (readonly [RegExp, NoticeReason])[] = [
  [/^wording\.(replica|grade|batch|evasion|hidden-link)$|^packaging\./, 'counterfeit-features'],
  [/^brand\.(obfuscated|spam)$|^seller\.lookalike$/, 'mark-misused'],
  [/^image\.official-copy$/, 'pictures-copied'],
  [
    /^(price|origin|quantity|supply|category)\.|^seller\.new$|^wording\.authenticity-odd$|^image\.(logo-hidden|known-fake)$/,
    'test-buy',
  ],
]

/** The reasons that findings give, the strongest first; a low price alone gives none but a test purchase. */
export function noticeReasonsOf(findings: readonly Pick<Finding, 'signal' | 'weight'>[]): NoticeReason[] {
  const given = new Set(
    findings
      .filter(({ weight }) => weight > 0)
      .flatMap(({ signal }) => reasonOf.filter(([pattern]) => pattern.test(signal)).map(([, reason]) => reason)),
  )
  return noticeReasons.filter((reason) => given.has(reason))
}

/**
 * The arithmetic of a kept score, from the score and its findings alone: it needs no weight file, so it can be shown
 * however old the score is. Findings keep their order.
 */
export function explain(score: number, findings: readonly Finding[]): Explanation {
  const total = findings.reduce((sum, { weight }) => sum + weight, 0)
  const end = logit(Math.min(1 - 1e-12, Math.max(1e-12, score)))
  const start = Math.round((end - total) * 1000) / 1000
  let sum = start
  const steps = findings.map(({ signal, weight, text, span }): Step => {
    sum = Math.round((sum + weight) * 1000) / 1000
    return { signal, weight, sum, text, ...(span && { span }) }
  })
  return { start, steps, sum, score: logistic(sum), reasons: noticeReasonsOf(findings) }
}
