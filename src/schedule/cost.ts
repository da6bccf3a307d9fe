import type { PlannedSearch } from '../model/coverage.ts'
import { canaryKeywordOf, type Marketplace } from '../model/marketplace.ts'
import type { Schedule, Watch } from '../model/watch.ts'
import { nextTimes, plannedSearches } from './plan.ts'

/** What a run asks of one marketplace at the most, and how long that takes at its politeness limit. */
export type MarketplaceCost = {
  marketplace: string
  territories: string[]
  searches: number
  requests: number
  takesMs: number
}

/**
 * The requests of a watch at the most (every search has all its pages, and each territory its canary), those for a closer
 * look at hits, and for pages in place of what an API did not answer, not counted.
 * `takesMs`: marketplaces are asked at the same time, so the slowest decides. `runsADay` is that of the busiest UTC day,
 * 0 without a schedule; the budget counts UTC days.
 */
export type Cost = {
  marketplaces: MarketplaceCost[]
  searches: number
  requestsARun: number
  takesMs: number
  runsADay: number
  requestsADay: number
  budgetADay: number
  isWithinBudget: boolean
}

export function costOf(watch: Watch, marketplaces: readonly Marketplace[], now: Date): Cost {
  const searches = plannedSearches('plan', watch, marketplaces)
  const costs = marketplaces
    .filter((each) => watch.marketplaces.includes(each.id))
    .map((each) => costAt(each, watch, searches))
  const requestsARun = costs.reduce((sum, each) => sum + each.requests, 0)
  const runsADay = watch.schedule ? runsOnTheBusiestDay(watch.schedule, now) : 0
  const requestsADay = requestsARun * Math.max(1, runsADay)
  return {
    marketplaces: costs,
    searches: searches.length,
    requestsARun,
    takesMs: Math.max(0, ...costs.map((each) => each.takesMs)),
    runsADay,
    requestsADay,
    budgetADay: watch.budget.requestsADay,
    isWithinBudget: requestsADay <= watch.budget.requestsADay,
  }
}

function costAt(marketplace: Marketplace, watch: Watch, searches: readonly PlannedSearch[]): MarketplaceCost {
  const own = searches.filter((each) => each.marketplace === marketplace.id)
  const territories = [...new Set(own.map((each) => each.territory))]
  // An empty search costs one page and, once a territory, the canary's: at the most one beside all searches' pages.
  const canaries = canaryKeywordOf(marketplace) === undefined ? 0 : territories.length
  const requests = own.length * watch.pages + canaries
  // The first window's requests go at once; each further window has to be waited for.
  const windows = Math.max(0, Math.ceil(requests / marketplace.rate.requests) - 1)
  return {
    marketplace: marketplace.id,
    territories,
    searches: own.length,
    requests,
    takesMs: windows * marketplace.rate.perMs,
  }
}

const weekMs = 7 * 24 * 3_600_000
/** Two days of every minute: what comes more often is as busy on its third day. */
const timesMax = 2 * 1_440

function runsOnTheBusiestDay(schedule: Schedule, now: Date): number {
  const [first] = nextTimes(schedule, now, 1)
  if (!first) return 0
  const runs = new Map<string, number>()
  for (const time of [first, ...nextTimes(schedule, first, timesMax, new Date(first.getTime() + weekMs))]) {
    const day = time.toISOString().slice(0, 10)
    runs.set(day, (runs.get(day) ?? 0) + 1)
  }
  return Math.max(...runs.values())
}
