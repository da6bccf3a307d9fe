import type { Settings } from '../../config/settings.ts'
import { canaryKeywordOf, type Marketplace } from '../model/marketplace.ts'
import { robotsText } from '../model/robots-position.ts'
import { type Sort, sorts } from '../model/sort.ts'
import type { Watch } from '../model/watch.ts'
import type { Expected } from '../review/expected.ts'
import { type Cost, costOf } from '../schedule/cost.ts'
import { nextTimes, plannedSearches } from '../schedule/plan.ts'
import { columns } from './columns.ts'
import { expectedRows } from './expected-lines.ts'
import { type NotAsked, type SearchSettings, searchWays } from './search-way.ts'
import { sortNotes } from './sort-notes.ts'

const runsShown = 3

/** What `morgiana plan --json` says of one watch; times are UTC. `notes` are sentences about marketplaces that need something. */
export type WatchPlan = {
  watch: string
  brand: string
  keywords: string[]
  searches: { keyword: string; marketplace: string; territory: string; sort: Sort }[]
  cost: Cost
  /** Named in the watch, and not asked as things stand: their searches end as refused, and cost nothing. */
  refused: { marketplace: string; searches: number; why: NotAsked }[]
  rates: Record<string, Marketplace['rate']>
  pages: number
  schedule: Watch['schedule']
  /** From where on a listing is a hit (`reviewsADay`: what picks it, once there are enough listings), and what to expect there. */
  expected: Expected & { reviewsADay?: number }
  nextRuns: string[]
  notes: string[]
}

export function planOf(
  watch: Watch,
  marketplaces: readonly Marketplace[],
  settings: SearchSettings & Pick<Settings, 'canaries'>,
  expected: Expected,
  now: Date,
): WatchPlan {
  const named = marketplaces.filter((each) => watch.marketplaces.includes(each.id))
  const planned = plannedSearches('plan', watch, marketplaces)
  const refused = named.flatMap((each) => {
    const { why } = searchWays(each, settings)
    const searches = planned.filter(({ marketplace }) => marketplace === each.id).length
    return why ? [{ marketplace: each.id, searches, why }] : []
  })
  const isRefused = (id: string): boolean => refused.some(({ marketplace }) => marketplace === id)
  const searches = planned.filter(({ marketplace }) => !isRefused(marketplace))
  return {
    watch: watch.id,
    brand: watch.brand,
    keywords: [...new Set(planned.map((each) => each.keyword))],
    searches: searches.map(({ keyword, marketplace, territory, sort }) => ({ keyword, marketplace, territory, sort })),
    cost: costOf({ ...watch, marketplaces: watch.marketplaces.filter((id) => !isRefused(id)) }, marketplaces, now),
    refused,
    rates: Object.fromEntries(named.map((each) => [each.id, each.rate])),
    pages: watch.pages,
    schedule: watch.schedule,
    expected: { ...expected, ...(watch.reviewsADay !== undefined && { reviewsADay: watch.reviewsADay }) },
    nextRuns: watch.schedule ? nextTimes(watch.schedule, now, runsShown).map((each) => each.toISOString()) : [],
    notes: [
      ...sortNotes(watch, marketplaces, settings),
      ...named.flatMap((each) => notesOn(each, settings)),
      ...canaryNotes(named, settings),
    ],
  }
}

function lineText({ line, reviewsADay }: WatchPlan['expected']): string {
  if (line.by === 'watch') return `from ${line.from} on, as the watch says`
  if (line.by === 'reviews-a-day')
    return `from ${line.from} on, where ${reviewsADay} new listings a day lie above; picked once a day`
  return reviewsADay === undefined
    ? `from the weights' line on, ${line.from}; with reviews-a-day the watch draws its own`
    : `from ${line.from} on, until enough was seen to pick where ${reviewsADay} new listings a day lie above`
}

function notesOn(
  marketplace: Marketplace,
  settings: Pick<Settings, 'robotsOverrides' | 'origins' | 'apiKeys'>,
): string[] {
  const { id, needs, api, unproven } = marketplace
  const origin = settings.origins.get(id)
  const reason = settings.robotsOverrides.get(id)
  return [
    ...(needs === 'key' ? [`${id} needs a key of its own; without it its searches are refused`] : []),
    ...(api && settings.apiKeys.has(id)
      ? [`${id} is asked by its ${api.name} first, by its pages where that does not answer`]
      : []),
    ...(unproven ? [`${id} is unproven: ${unproven}`] : []),
    ...(needs === 'browser' ? [`${id} builds its pages in a browser`] : []),
    ...(origin ? [`${id} is asked at ${origin} instead of its own address`] : []),
    ...(reason ? [`${id} is asked in spite of its robots.txt: ${reason}`] : robotsNotes(marketplace)),
  ]
}

function robotsNotes({ id, robots }: Marketplace): string[] {
  const said = `${id}, robots.txt: ${robotsText(robots)}`
  if (robots === 'not known' || (robots.search !== 'disallowed' && robots.search !== 'allowed in part')) return [said]
  return [
    `${said} by "${robots.rule}"; what it disallows ends as refused unless MORGIANA_ROBOTS_OVERRIDES gives a reason`,
  ]
}

function canaryNotes(named: readonly Marketplace[], settings: Pick<Settings, 'canaries'>): string[] {
  const canaries = named.flatMap((market) => {
    const keyword = settings.canaries.get(market.id) ?? canaryKeywordOf(market)
    return keyword === undefined ? [] : [`${market.id} "${keyword}"`]
  })
  const none = named.flatMap(({ id, canary }) =>
    'none' in canary && !settings.canaries.has(id) ? [`${id} has no canary: ${canary.none}`] : [],
  )
  if (canaries.length === 0) return none
  return [`where a search finds nothing, one more asks for what always has results: ${canaries.join(', ')}`, ...none]
}

export function planLines(plan: WatchPlan): string[] {
  const { cost } = plan
  const keywords = plan.keywords
  const asked = sorts.filter((sort) => plan.searches.some((each) => each.sort === sort))
  const table = cost.marketplaces.map((each) => [
    each.marketplace,
    each.territories.join(', '),
    `${each.searches}`,
    `${each.requests}`,
    rateText(plan.rates[each.marketplace]),
    timeText(each.takesMs),
  ])
  const head = ['marketplace', 'territories', 'searches', 'requests', 'at most', 'takes at least']
  return [
    `${plan.brand} (${plan.watch})`,
    '',
    `  keywords    ${keywords.join(' · ')}`,
    `  sorted by   ${asked.join(' · ')}`,
    '',
    ...(table.length > 0 ? columns([head, ...table]).map((line) => `  ${line}`) : []),
    ...plan.refused.map(refusedLine),
    '',
    `  a run       ${cost.searches} searches of up to ${plan.pages} pages: up to ${cost.requestsARun} requests, at least ${timeText(cost.takesMs)}`,
    `  a day       ${dayText(cost)}`,
    ...whenLines(plan),
    `  a hit       ${lineText(plan.expected)}`,
    ...expectedRows(plan.expected).map(([name, text]) => `  ${name.padEnd(12)}${text}`),
    ...plan.notes.map((note, index) => `  ${index === 0 ? 'note' : '    '}        ${note}`),
  ]
}

const refusedWords: Record<NotAsked, string> = {
  'needs-key': 'a key is needed',
  'not-allowed': 'robots.txt does not allow them',
  'needs-browser': 'a browser is needed',
}

const refusedLine = ({ marketplace, searches, why }: WatchPlan['refused'][number]): string =>
  `  ${marketplace}: ${searches} searches will be refused: ${refusedWords[why]} ("morgiana marketplaces" says more)`

function dayText(cost: Cost): string {
  const runs = cost.runsADay === 1 ? '1 run' : `${cost.runsADay} runs`
  const most = `up to ${cost.requestsADay} of ${cost.budgetADay} requests in the budget (${cost.runsADay === 0 ? 'each run' : runs})`
  return cost.isWithinBudget
    ? `${most}; a closer look at hits uses what is left`
    : `${most}: OVER BUDGET, up to ${cost.requestsADay - cost.budgetADay} requests end as out-of-budget`
}

function whenLines({ schedule, nextRuns }: WatchPlan): string[] {
  if (!schedule) return ['  runs        only with "morgiana scan" or once at the start: the watch has no schedule']
  return nextRuns.map((time, index) => {
    const local = new Intl.DateTimeFormat('sv-SE', { timeZone: schedule.zone, dateStyle: 'short', timeStyle: 'short' })
    const utc = schedule.zone === 'UTC' ? '' : `  (${time.slice(0, 16).replace('T', ' ')} UTC)`
    return `  ${index === 0 ? 'next runs' : '         '}   ${local.format(new Date(time))} ${schedule.zone}${utc}`
  })
}

const rateText = (rate: Marketplace['rate'] | undefined): string =>
  rate ? `${rate.requests} in ${timeText(rate.perMs)}` : ''

/** Milliseconds as people say them, rounded up. */
function timeText(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1_000)
  if (seconds < 120) return `${seconds} s`
  const minutes = Math.ceil(seconds / 60)
  return minutes < 120 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`
}
