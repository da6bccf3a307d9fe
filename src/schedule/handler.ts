import type { z } from 'zod'
import { searchJob } from '../../queues/contracts/crawl.ts'
import { plan } from '../../queues/contracts/upkeep.ts'
import type { Handler, Queues } from '../../queues/queues.ts'
import type { PlannedSearch } from '../model/coverage.ts'
import type { Watch } from '../model/watch.ts'
import type { RunTrigger } from '../store/runs/run-store.ts'
import type { Store } from '../store/store.ts'
import type { Log } from '../telemetry/log.ts'

export type Planning = {
  store: Store
  queues: Queues
  /** From plan.ts: the first pages of a watch's run, and the run's id (the same for the same due time). */
  searchesOf: (run: string, watch: Watch) => PlannedSearch[]
  runIdOf: (watch: Watch, trigger: RunTrigger, dueAt: Date) => string
  log: Log
  now: () => Date
}
type PlanJob = z.infer<typeof plan.payload>

/** A watch is due: its run is planned and its first searches are added. The same due time plans the same run. */
export const planHandler = (edges: Planning): Handler<PlanJob> => ({
  contract: plan,
  async run(job, context) {
    const watch = await edges.store.watches.load(job.watch)
    if (watch) await planRun(edges, watch, 'schedule', context.dueAt)
    else edges.log.warn({ watch: job.watch }, 'a watch that is no longer there was due')
  },
  async spent(job, why) {
    edges.log.error({ watch: job.watch, why }, 'no run was planned for a watch that was due')
  },
})

/** Writes the run with all its first pages as planned, then adds their jobs. @returns the run's id */
export async function planRun(edges: Planning, watch: Watch, trigger: RunTrigger, dueAt: Date): Promise<string> {
  const run = edges.runIdOf(watch, trigger, dueAt)
  const searches = edges.searchesOf(run, watch)
  await edges.store.runs.plan({ id: run, watch: watch.id, trigger }, searches, edges.now())
  edges.log.info({ trace: run, watch: watch.id, trigger, searches: searches.length }, 'run planned')
  await edges.queues.add(searches.map((each) => searchJob({ ...each, priority: watch.priority })))
  return run
}
