import type { Finding } from '../model/finding.ts'
import { type NoticeReason, noticeReasonsOf } from '../model/notice-reason.ts'
import { logistic, logit } from './score.ts'

/** One step of the sum: `sum` is what stands after it, in log-odds; `basis` what it stood on beyond the listing. */
export type Step = Finding & { sum: number }

/** How a score came about: it starts at `start` (the prior), each finding adds its weight, and `score` is the logistic of the end. */
export type Explanation = { start: number; steps: Step[]; sum: number; score: number; reasons: NoticeReason[] }

/**
 * The arithmetic of a kept score, from the score and its findings alone: it needs no weight file, so it can be shown
 * however old the score is. Findings keep their order.
 */
export function explain(score: number, findings: readonly Finding[]): Explanation {
  const total = findings.reduce((sum, { weight }) => sum + weight, 0)
  const end = logit(Math.min(1 - 1e-12, Math.max(1e-12, score)))
  const start = Math.round((end - total) * 1000) / 1000
  let sum = start
  const steps = findings.map(({ signal, weight, text, span, basis }): Step => {
    sum = Math.round((sum + weight) * 1000) / 1000
    return { signal, weight, sum, text, ...(span && { span }), ...(basis && { basis }) }
  })
  return { start, steps, sum, score: logistic(sum), reasons: noticeReasonsOf(findings) }
}
