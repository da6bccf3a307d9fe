import { createHash } from 'node:crypto'
import { CronExpressionParser } from 'cron-parser'
import type { PlannedSearch } from '../model/coverage.ts'
import type { Marketplace } from '../model/marketplace.ts'
import { firstPages } from '../model/planned-search.ts'
import type { Schedule, Watch } from '../model/watch.ts'
import type { RunTrigger } from '../store/runs/run-store.ts'

/** The id of the run of a watch that is due at an instant: 24 hex digits; the same due time gives the same run. */
export const runId = (watch: string, trigger: RunTrigger, at: Date): string =>
  createHash('sha256')
    .update(JSON.stringify([watch, trigger, at.toISOString()]))
    .digest('hex')
    .slice(0, 24)

/** What a run of a watch asks at first: page 1 of keyword × marketplace × territory. Further pages follow from what is read. */
export const plannedSearches = (run: string, watch: Watch, marketplaces: readonly Marketplace[]): PlannedSearch[] =>
  firstPages(run, watch, marketplaces)

const secondMs = 1_000

/**
 * The next `count` times after an instant, on the clock of the schedule's zone. A local time that a clock change leaves
 * out comes an hour later that day; one that it repeats comes once.
 * @param until times after it are left out
 * @returns fewer when there are no more
 */
export function nextTimes({ cron, zone }: Schedule, after: Date, count: number, until?: Date): Date[] {
  const times = CronExpressionParser.parse(cron, { currentDate: after, tz: zone })
  const next: Date[] = []
  while (next.length < count && times.hasNext()) {
    const time = times.next().toDate()
    if (until && time > until) break
    next.push(time)
  }
  return next
}

/** The last time at or before an instant, or `null` when there was none. */
export function previousTime({ cron, zone }: Schedule, at: Date): Date | null {
  // The package looks strictly before its own time, cut to whole seconds.
  const justAfter = new Date(Math.floor(at.getTime() / secondMs) * secondMs + secondMs)
  const times = CronExpressionParser.parse(cron, { currentDate: justAfter, tz: zone })
  return times.hasPrev() ? times.prev().toDate() : null
}
