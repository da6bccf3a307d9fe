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

/** What was covered, not what ended: "searched 10/12, 431 listings, 37 hits, visited 20/35, 2 searches and 1 visit missed". */
export function countsLine(runs: readonly RunProgress[]): string {
  const total = (field: keyof { [K in keyof RunProgress as RunProgress[K] extends number ? K : never]: number }) =>
    sum(runs, (run) => run[field])
  const counts = [
    `searched ${total('searchesCovered')}/${total('searchesPlanned')}`,
    `${total('listings')} listings`,
    `${total('hits')} hits`,
  ]
  const [missed, unvisited] = [total('searchesEnded') - total('searchesCovered'), total('visitsMissed')]
  if (total('visitsPlanned') > 0) counts.push(`visited ${total('visitsEnded') - unvisited}/${total('visitsPlanned')}`)
  if (missed > 0) counts.push(`${missed} not covered`)
  if (unvisited > 0) counts.push(`${unvisited} not visited`)
  if (total('unscored') > 0) counts.push(`${total('unscored')} pages not scored yet`)
  return counts.join(', ')
}

/** Of an import, which searched and visited nothing: "40 listings, 3 hits". */
export const importLine = ({ listings, hits, unscored }: RunProgress): string =>
  [`${listings} listings`, `${hits} hits`, ...(unscored > 0 ? [`${unscored} pages not scored yet`] : [])].join(', ')

/** Done of planned, how quick, and how long still: the time is a guess from what is known to be planned. */
function progressLine(runs: readonly RunProgress[], elapsedMs: number): string {
  const done = sum(runs, (run) => run.searchesEnded + run.visitsEnded)
  const planned = sum(runs, (run) => run.searchesPlanned + run.visitsPlanned)
  const perSecond = done / (elapsedMs / 1_000)
  const left = perSecond > 0 ? `, about ${Math.ceil((planned - done) / perSecond)} s left` : ''
  return `  ${countsLine(runs)} (${perSecond.toFixed(1)} pages/s${left})`
}
