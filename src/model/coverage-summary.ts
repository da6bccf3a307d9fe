import { type CoverageRow, type CoverageState, gapsOf, isCovered, type PageCounts } from './coverage.ts'
import { type LeftOut, leftOutSum } from './left-out.ts'
import type { Sort } from './sort.ts'

/**
 * What pages came to. `asked` are those that a request was made for, `listings` were read of `claimed` by the site. Of `cards` that were
 * counted on them, `leftOut` are no listings of the search, by why.
 */
export type CoverageCounts = {
  pages: number
  asked: number
  covered: number
  gaps: number
  states: Partial<Record<CoverageState, number>>
  listings: number
  cards: number
  leftOut: LeftOut
  claimed: number | null
  duplicates: number
  sponsored: number
  doubtful: number
  warnings: number
}

/** One search: a keyword at a marketplace's territory in one order, all its pages. */
export type SearchCoverage = CoverageCounts & {
  marketplace: string
  territory: string
  keyword: string
  sort: Sort
  canary: boolean
}

/** Nothing was sent: by our own rules, or because it was not its turn. */
const notAsked: readonly CoverageState[] = ['planned', 'refused', 'paused', 'out-of-budget']

const none: CoverageCounts = {
  pages: 0,
  asked: 0,
  covered: 0,
  gaps: 0,
  states: {},
  listings: 0,
  cards: 0,
  leftOut: {},
  claimed: null,
  duplicates: 0,
  sponsored: 0,
  doubtful: 0,
  warnings: 0,
}

/**
 * A run's rows put together by search, in their order.
 * @param counts of its pages, by search id; a page that is not there has neither duplicates nor paid listings
 * @param hasEnded whether the run has: what is still planned then is a gap
 */
export function searchesOf(
  rows: readonly CoverageRow[],
  counts: ReadonlyMap<string, PageCounts>,
  hasEnded: boolean,
): SearchCoverage[] {
  const searches = new Map<string, SearchCoverage>()
  for (const row of rows) {
    const { marketplace, territory, keyword, sort } = row
    const canary = row.canary === true
    const key = JSON.stringify([marketplace, territory, keyword, sort, canary])
    const known = searches.get(key) ?? { marketplace, territory, keyword, sort, canary, ...none }
    searches.set(key, { ...known, ...withPage(known, row, counts.get(row.id), hasEnded) })
  }
  return [...searches.values()]
}

function withPage(
  sum: CoverageCounts,
  row: CoverageRow,
  counts: PageCounts | undefined,
  hasEnded: boolean,
): CoverageCounts {
  return {
    pages: sum.pages + 1,
    asked: sum.asked + (notAsked.includes(row.state) ? 0 : 1),
    covered: sum.covered + (isCovered(row) ? 1 : 0),
    gaps: sum.gaps + gapsOf([row], hasEnded).length,
    states: { ...sum.states, [row.state]: (sum.states[row.state] ?? 0) + 1 },
    listings: sum.listings + row.listings,
    cards: sum.cards + (row.cards ?? 0),
    leftOut: leftOutSum(sum.leftOut, row.leftOut ?? {}),
    // Each page of a search claims the same total, give or take; the largest hides the least.
    claimed: row.claimed === undefined ? sum.claimed : Math.max(row.claimed, sum.claimed ?? 0),
    duplicates: sum.duplicates + (counts?.duplicates ?? 0),
    sponsored: sum.sponsored + (counts?.sponsored ?? 0),
    doubtful: sum.doubtful + (row.doubtful ? 1 : 0),
    warnings: sum.warnings + row.warnings.length,
  }
}

/** Searches put together by marketplace or by keyword, in the order they come; canaries count with their marketplace only. */
export function totalsOf(
  searches: readonly SearchCoverage[],
  by: 'marketplace' | 'keyword',
): (CoverageCounts & { name: string; searches: number })[] {
  const totals = new Map<string, CoverageCounts & { name: string; searches: number }>()
  for (const search of searches) {
    if (search.canary && by === 'keyword') continue
    const name = search[by]
    const known = totals.get(name) ?? { name, searches: 0, ...none }
    totals.set(name, { name, searches: known.searches + 1, ...sumOf(known, search) })
  }
  return [...totals.values()]
}

function sumOf(one: CoverageCounts, other: CoverageCounts): CoverageCounts {
  const states: CoverageCounts['states'] = { ...one.states }
  // Object.entries gives names as text; these are the states that were counted.
  for (const [state, count] of Object.entries(other.states) as [CoverageState, number][]) {
    states[state] = (states[state] ?? 0) + count
  }
  const sum = (field: Exclude<keyof CoverageCounts, 'states' | 'claimed' | 'leftOut'>): number =>
    one[field] + other[field]
  return {
    pages: sum('pages'),
    asked: sum('asked'),
    covered: sum('covered'),
    gaps: sum('gaps'),
    states,
    listings: sum('listings'),
    cards: sum('cards'),
    leftOut: leftOutSum(one.leftOut, other.leftOut),
    claimed: one.claimed === null && other.claimed === null ? null : (one.claimed ?? 0) + (other.claimed ?? 0),
    duplicates: sum('duplicates'),
    sponsored: sum('sponsored'),
    doubtful: sum('doubtful'),
    warnings: sum('warnings'),
  }
}
