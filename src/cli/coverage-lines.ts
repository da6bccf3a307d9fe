import { type CoverageRow, gapsOf, reasonOf } from '../model/coverage.ts'
import type { Lane } from '../store/store.ts'

/** Rows with the same end are one line; as many lines at the most, the rest is counted. */
const linesMax = 20

/** What was planned and not seen, a line for each marketplace and reason. Nothing missing gives no line. */
export const notCoveredLines = (rows: readonly CoverageRow[], hasEnded = true): string[] =>
  linesOfGaps(gapsOf(rows, hasEnded))

function linesOfGaps(rows: readonly CoverageRow[]): string[] {
  const groups = new Map<string, CoverageRow[]>()
  for (const row of rows) {
    const key = JSON.stringify([row.marketplace, row.state, row.blockedBy, reasonOf(row)])
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  const lines = [...groups.values()].map((group) => {
    const [first] = group
    if (!first) return ''
    const examples = group.slice(0, 3).map((row) => `${row.keyword} (${row.territory}, page ${row.page})`)
    const more = group.length > examples.length ? `, and ${group.length - examples.length} more` : ''
    const by = first.blockedBy ? ` by ${first.blockedBy}` : ''
    const state = first.doubtful ? 'doubtful' : first.state
    return `  ${first.marketplace}: ${state}${by}, ${reasonOf(first) ?? 'no reason kept'} · ${examples.join('; ')}${more}`
  })
  if (lines.length <= linesMax) return lines
  return [...lines.slice(0, linesMax), `  … and ${lines.length - linesMax} more reasons: use --json`]
}

/** Pages that were read, but gave reason to doubt. */
export function warningLines(rows: readonly CoverageRow[]): string[] {
  const counts = new Map<string, number>()
  for (const row of rows) {
    for (const warning of row.warnings) {
      const line = `${row.marketplace}: ${warning}`
      counts.set(line, (counts.get(line) ?? 0) + 1)
    }
  }
  return [...counts].slice(0, linesMax).map(([line, count]) => `  ${line}${count > 1 ? ` (${count} pages)` : ''}`)
}

/** Open breakers, a line each. */
export const laneLines = (lanes: readonly Lane[]): string[] =>
  lanes
    .filter((lane) => lane.state === 'open')
    .map(
      (lane) =>
        `  ${lane.marketplace}: paused since ${lane.openedAt?.toISOString() ?? 'unknown'}: ` +
        `${lane.blockedBy ? `${lane.blockedBy}: ` : ''}${lane.why ?? 'no reason kept'}; ` +
        `next try ${lane.probeAt?.toISOString() ?? 'unknown'}`,
    )
