import type { Finding } from '../../../model/finding.ts'

/** Findings with their place in the list that marks refer to. */
export const heaviestFirst = (findings: readonly Finding[]) =>
  findings
    .map((finding, place) => ({ finding, place }))
    .sort((a, b) => Math.abs(b.finding.weight) - Math.abs(a.finding.weight))
