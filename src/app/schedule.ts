import { planJob, upkeepQueue } from '../../queues/contracts/upkeep.ts'
import type { Queues } from '../../queues/queues.ts'
import { marketplaces } from '../marketplaces/registry.ts'
import type { Schedule, Watch } from '../model/watch.ts'
import { nextTimes, plannedSearches, previousTime, runId } from '../schedule/plan.ts'
import type { RunTrigger } from '../store/runs/run-store.ts'

export const searchesOf = (run: string, watch: Watch) => plannedSearches(run, watch, marketplaces)
export const runIdOf = (watch: Watch, trigger: RunTrigger, at: Date) => runId(watch.id, trigger, at)

/** Adds the repetitions that are not there: a queue engine that was killed may have lost them. */
export async function addPlans(queues: Queues, watches: readonly Watch[]): Promise<void> {
  for (const watch of watches) {
    if (watch.schedule) await queues.repeat(`plan-${watch.id}`, planJob(watch.id), watch.schedule)
  }
}

export async function repeatPlans(queues: Queues, watches: readonly Watch[]): Promise<void> {
  await addPlans(queues, watches)
  const ids = new Set(watches.filter(({ schedule }) => schedule).map((watch) => `plan-${watch.id}`))
  for (const { id } of await queues.repetitions(upkeepQueue)) {
    if (id.startsWith('plan-') && !ids.has(id)) await queues.stopRepeating(upkeepQueue, id)
  }
}

/** The last time before `now` that a watch was due by its schedule; null when it has none. */
export const lastDue = ({ schedule }: Watch, now: Date): Date | null => (schedule ? previousTime(schedule, now) : null)

/**
 * Whether a watch has missed a run while nothing was working, or never had one.
 * @param scheduledAt since when its schedule is what it is: a time before that was never missed
 */
export function isOverdue(watch: Watch, lastPlannedAt: Date | null, scheduledAt: Date | null, now: Date): boolean {
  if (!lastPlannedAt) return true
  const due = lastDue(watch, now)
  return due !== null && lastPlannedAt < due && (scheduledAt === null || scheduledAt < due)
}

/** The next time a watch is due, or null when its schedule has none. */
export const nextTimeOf = (schedule: Schedule, now: Date): Date | null => nextTimes(schedule, now, 1)[0] ?? null
