import type { RunProgress } from '../store/runs/run-store.ts'
import type { Store } from '../store/store.ts'
import { patiently } from './standing.ts'
import type { Io } from './verb.ts'

/** Often enough for a person, seldom enough that looking costs less than working. */
const lookEveryMs = 400
const sayEveryMs = { terminal: 1_000, plain: 60_000 }

/** How the waiting ended: every run is done, the time is up, or the person at the keyboard said stop. */
export type Waited = 'ended' | 'time-up' | 'interrupted'

/** Looks at runs until all have ended, and says how far they are: on a terminal each second, else each minute. */
export async function waitForRuns(
  runs: readonly string[],
  edges: { store: Store; io: Io; say: (line: string) => void; limitMs: number },
): Promise<Waited> {
  const startedAt = Date.now()
  let saidAt = startedAt
  for (;;) {
    // A database that goes away meanwhile is waited for, like all else of a run.
    const progress = await patiently(edges.io, () => progressOf(edges.store, runs))
    if (progress === null) return 'interrupted'
    if (progress.every((run) => run.endedAt)) return 'ended'
    if (edges.io.interrupted.aborted) return 'interrupted'
    if (Date.now() - startedAt > edges.limitMs) return 'time-up'
    if (Date.now() - saidAt >= (edges.io.isTerminal ? sayEveryMs.terminal : sayEveryMs.plain)) {
      saidAt = Date.now()
      edges.say(progressLine(progress, Date.now() - startedAt))
    }
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
  }
}

export async function progressOf(store: Store, runs: readonly string[]): Promise<RunProgress[]> {
  const progress = await Promise.all(runs.map((run) => store.runs.progress(run)))
  return progress.filter((run) => run !== null)
}

const sum = (runs: readonly RunProgress[], field: (run: RunProgress) => number): number =>
  runs.reduce((total, run) => total + field(run), 0)

/** "searched 12/12, 431 listings, 37 hits, 20/35 visited". */
export function countsLine(runs: readonly RunProgress[]): string {
  const counts = [
    `searched ${sum(runs, (run) => run.searchesEnded)}/${sum(runs, (run) => run.searchesPlanned)}`,
    `${sum(runs, (run) => run.listings)} listings`,
    `${sum(runs, (run) => run.hits)} hits`,
  ]
  const visits = sum(runs, (run) => run.visitsPlanned)
  if (visits > 0) counts.push(`visited ${sum(runs, (run) => run.visitsEnded)}/${visits}`)
  const missed = sum(runs, (run) => run.visitsMissed)
  if (missed > 0) counts.push(`${missed} not visited`)
  const unscored = sum(runs, (run) => run.unscored)
  if (unscored > 0) counts.push(`${unscored} pages not scored yet`)
  return counts.join(', ')
}

/** Done of planned, how quick, and how long still: the time is a guess from what is known to be planned. */
function progressLine(runs: readonly RunProgress[], elapsedMs: number): string {
  const done = sum(runs, (run) => run.searchesEnded + run.visitsEnded)
  const planned = sum(runs, (run) => run.searchesPlanned + run.visitsPlanned)
  const perSecond = done / (elapsedMs / 1_000)
  const left = perSecond > 0 ? `, about ${Math.ceil((planned - done) / perSecond)} s left` : ''
  return `  ${countsLine(runs)} (${perSecond.toFixed(1)} pages/s${left})`
}
