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
  const { run, searches } = draft(edges, watch, trigger, dueAt)
  await edges.store.runs.plan(run, searches, edges.now())
  await begin(edges, watch, run, searches)
  return run.id
}

/** The same for a watch that is due, once whoever else asks. @returns the run that goes on, null when nothing is due */
export async function planDueRun(edges: Planning, watch: Watch, due: Date | null): Promise<string | null> {
  const { run, searches } = draft(edges, watch, 'start', edges.now())
  const going = await edges.store.runs.planDue(run, searches, due, edges.now())
  if (going?.planned) await begin(edges, watch, run, searches)
  return going?.run ?? null
}

function draft(edges: Planning, watch: Watch, trigger: RunTrigger, at: Date) {
  const run = { id: edges.runIdOf(watch, trigger, at), watch: watch.id, trigger }
  return { run, searches: edges.searchesOf(run.id, watch) }
}

async function begin(
  { queues, log }: Planning,
  watch: Watch,
  run: { id: string; trigger: RunTrigger },
  searches: readonly PlannedSearch[],
): Promise<void> {
  log.info({ trace: run.id, watch: watch.id, trigger: run.trigger, searches: searches.length }, 'run planned')
  await queues.add(searches.map((each) => searchJob({ ...each, priority: watch.priority })))
}
