import type { Finding } from '../model/finding.ts'
import type { Allowance, Watch } from '../model/watch.ts'

/** Which signal sees what a watch may allow, and its name in the finding's sentence. */
const seenBy: Record<Allowance, { signal: string; words: string }> = {
  accessories: { signal: 'allow.compatible-for', words: 'accessories' },
  'second-hand': { signal: 'allow.second-hand', words: 'second-hand' },
  'spare-parts': { signal: 'allow.spare-part', words: 'spare parts' },
}

/**
 * The findings as the watch takes them: where it allows what was seen, that lowers `factor` times as much, and says so. A
 * watch allows second-hand goods, not second-hand copies: beside a strong signal nothing changes.
 */
export function asAllowed(
  findings: readonly Finding[],
  watch: Watch,
  factor: number,
  hasStrong: boolean,
): readonly Finding[] {
  if (hasStrong || factor === 1 || watch.allow.length === 0) return findings
  const words = new Map(watch.allow.map((allowance) => [seenBy[allowance].signal, seenBy[allowance].words]))
  return findings.map((finding) => {
    const allowed = words.get(finding.signal)
    if (allowed === undefined) return finding
    const weight = Math.round(finding.weight * factor * 1000) / 1000
    return { ...finding, weight, text: `${finding.text} The watch allows ${allowed}.` }
  })
}
