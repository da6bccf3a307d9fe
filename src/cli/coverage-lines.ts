import { type CoverageRow, gapsOf, reasonOf } from '../model/coverage.ts'
import type { CoverageCounts, SearchCoverage, totalsOf } from '../model/coverage-summary.ts'
import { gapAdvice } from '../model/gap-advice.ts'
import { type LeftOutReason, leftOutCount, leftOutReasons } from '../model/left-out.ts'
import type { Lane } from '../store/lanes/lane-store.ts'
import type { MissedVisits } from '../store/runs/run-store.ts'
import { columns } from './columns.ts'

/** Rows with the same end are one reason; as many of them at the most, the rest is counted. */
const linesMax = 20

/** What was planned and not seen, for each marketplace and reason, with what to do. Nothing missing gives no line. */
export function notCoveredLines(rows: readonly CoverageRow[]): string[] {
  const groups = new Map<string, CoverageRow[]>()
  for (const row of gapsOf(rows, true)) {
    const key = JSON.stringify([row.marketplace, row.state, row.blockedBy, reasonOf(row)])
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  const reasons = [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const examples = group
      .slice(0, 3)
      .map((row) => `${row.keyword} (${row.territory}${sortText(row)}, page ${row.page})`)
    const more = group.length > examples.length ? `, and ${group.length - examples.length} more` : ''
    const by = first.blockedBy ? ` by ${first.blockedBy}` : ''
    const state = first.doubtful ? 'doubtful' : first.state
    const what = `${first.marketplace}: ${state}${by}, ${reasonOf(first) ?? 'no reason kept'}`
    return [[`  ${what} · ${examples.join('; ')}${more}`, `      ${gapAdvice(first)}`]]
  })
  const lines = reasons.slice(0, linesMax).flat()
  const left = reasons.length - linesMax
  return left > 0 ? [...lines, `  … and ${left} more reasons: use --json`] : lines
}

const sortText = ({ sort }: Pick<CoverageRow, 'sort'>): string => (sort === 'best-match' ? '' : `, ${sort}`)

/** Why listings were not visited, for each marketplace and reason. */
export const missedVisitLines = (missed: readonly MissedVisits[]): string[] =>
  visitLines(missed, ({ count, state }) => `${count === 1 ? 'listing' : 'listings'} not visited: ${state},`)

/** What listings' own pages gave reason to doubt, for each marketplace. */
export const doubtedVisitLines = (doubted: readonly MissedVisits[]): string[] =>
  visitLines(doubted, ({ count }) => (count === 1 ? 'page of a listing:' : 'pages of listings:'))

const visitLines = (visits: readonly MissedVisits[], said: (visits: MissedVisits) => string): string[] =>
  visits
    .slice(0, linesMax)
    .map((each) => `  ${each.marketplace}: ${each.count} ${said(each)} ${each.why ?? 'no reason kept'}`)

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

/** Searches printed; the rest is counted, and all are in the JSON. */
const searchesMax = 500

/** A table of searches: "1–48 of 12,310" is what was read of what the site says there is. */
export function searchLines(searches: readonly SearchCoverage[]): string[] {
  const head = [
    'marketplace',
    'territory',
    'keyword',
    'sort',
    'pages',
    'results',
    'again',
    'paid',
    'left out',
    'ended as',
  ]
  const rows = searches
    .slice(0, searchesMax)
    .map((search) => [
      search.marketplace,
      search.territory,
      search.canary ? `${search.keyword} (canary)` : search.keyword,
      search.sort,
      `${search.asked} of ${search.pages}`,
      resultsText(search),
      ...countCells(search),
    ])
  const more = searches.length - rows.length
  return [...indented([head, ...rows]), ...(more > 0 ? [`  … and ${more} more searches: use --json`] : [])]
}

/** A table of sums by marketplace or by keyword; none when there is only one, which the searches say already. */
export function totalLines(by: 'marketplace' | 'keyword', totals: ReturnType<typeof totalsOf>): string[] {
  if (totals.length < 2) return []
  const rows = totals
    .slice(0, searchesMax)
    .map((total) => [
      total.name,
      `${total.searches}`,
      `${total.asked} of ${total.pages}`,
      ofText(total),
      ...countCells(total),
    ])
  return [
    '',
    ...indented([[`by ${by}`, 'searches', 'pages', 'results', 'again', 'paid', 'left out', 'ended as'], ...rows]),
  ]
}

const indented = (rows: readonly (readonly string[])[]): string[] => columns(rows).map((line) => `  ${line}`)

const number = (value: number): string => value.toLocaleString('en-US')

/** Each result once: a page counts what it shows again, the site's claim does not. */
const ofText = ({ listings, duplicates, claimed }: CoverageCounts): string =>
  `${number(listings - duplicates)}${claimed === null ? '' : ` of ${number(claimed)}`}`

const resultsText = (counts: CoverageCounts): string => `${counts.listings > 0 ? '1–' : ''}${ofText(counts)}`

/** Again, paid, and how the pages ended: "searched 2, blocked 1". */
/** Why what a page shows is no listing of its search, for a table. */
const leftOutWords: Record<LeftOutReason, string> = {
  unread: 'unread',
  shelf: 'of a shelf',
  'not-filled': 'not filled',
  'no-address': 'without address',
}

/** "0 of 48", "14 of 62: 12 of a shelf, 2 unread": cards that were seen on the pages and are no listings. "–" where nobody counted. */
function leftOutText({ cards, leftOut }: Pick<CoverageCounts, 'cards' | 'leftOut'>): string {
  if (cards === 0) return '–'
  const reasons = leftOutReasons
    .filter((reason) => leftOut[reason])
    .map((reason) => `${number(leftOut[reason] ?? 0)} ${leftOutWords[reason]}`)
  return `${number(leftOutCount(leftOut))} of ${number(cards)}${reasons.length > 0 ? `: ${reasons.join(', ')}` : ''}`
}

function countCells(counts: CoverageCounts): string[] {
  const { duplicates, sponsored, states, doubtful, warnings } = counts
  const ends = Object.entries(states).map(([state, count]) => `${state} ${count}`)
  if (doubtful > 0) ends.push(`doubtful ${doubtful}`)
  if (warnings > 0) ends.push(`warnings ${warnings}`)
  return [number(duplicates), number(sponsored), leftOutText(counts), ends.join(', ')]
}
