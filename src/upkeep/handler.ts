import type { z } from 'zod'
import { search, searchJob, visit, visitJob } from '../../queues/contracts/crawl.ts'
import { matchJob } from '../../queues/contracts/match.ts'
import { sweep } from '../../queues/contracts/upkeep.ts'
import type { NewJob } from '../../queues/job.ts'
import type { Handler, Queues } from '../../queues/queues.ts'
import type { Store } from '../store/store.ts'
import type { Log } from '../telemetry/log.ts'
import type { Vault } from '../vault/vault.ts'

type Edges = {
  store: Store
  vault: Vault
  queues: Queues
  log: Log
  now: () => Date
  /** The queues that this process works on. */
  queueNames: () => string[]
  /** What has waited longer than this is looked at: its job may have been forgotten by a crash. */
  forgottenAfterMs: number
  /** Ends a search or visit whose job died for good without saying so (a kill between the two). */
  spent: { search(id: string, why: string): Promise<void>; visit(id: string, why: string): Promise<void> }
}
type Sweep = z.infer<typeof sweep.payload>

/** As many a sweep and kind; the next sweep takes the rest. */
const forgottenMax = 500

/** Dead letters are kept this long for people to look at; as many go at once. */
const deadLetterMs = 30 * 24 * 60 * 60 * 1_000
const deadLettersMax = 1_000
/** They are looked for this often: a sweep comes every few seconds, and a month is not over sooner for that. */
const cleanEveryMs = 60 * 60 * 1_000

/** As many pictures a sweep: each is decoded, about 10 ms of a core. */
const hashedMax = 20

/**
 * Hashes pictures that were kept by a version that did not, some at each call. What is saved now is hashed when it is
 * saved: once none is left, there will be none until the next version, and nobody is asked again.
 */
export function hasherOfKept({ store, vault }: Pick<Edges, 'store' | 'vault'>): () => Promise<void> {
  let mayBeMore = true
  return async () => {
    if (!mayBeMore) return
    const kept = await store.pictures.unhashed(hashedMax)
    for (const sha256 of kept) {
      // A file that is gone or damaged has nothing to be recognised by; it must not be asked for forever.
      const hashed = await vault.hashPicture(sha256)
      await store.pictures.saveHashes(sha256, hashed?.hashes ?? null)
    }
    mayBeMore = kept.length === hashedMax
  }
}

/** Clears old dead letters: at the first call, then once an hour. */
function cleanerOf({ queues, queueNames, now }: Edges): () => Promise<void> {
  let dueAtMs = 0
  return async () => {
    if (now().getTime() < dueAtMs) return
    for (const queue of queueNames()) await queues.cleanFailed(queue, deadLetterMs, deadLettersMax)
    dueAtMs = now().getTime() + cleanEveryMs
  }
}

/** Adds again what a crash forgot. Adding a job that is still there changes nothing. */
export const sweepHandler = (
  edges: Edges,
  hashKept = hasherOfKept(edges),
  clean = cleanerOf(edges),
): Handler<Sweep> => ({
  contract: sweep,
  async run() {
    await clean()
    const { store, queues, now } = edges
    const before = new Date(now().getTime() - edges.forgottenAfterMs)
    const forgotten = await store.runs.forgotten(before, forgottenMax)
    const jobs = [
      ...forgotten.searches.map(searchJob),
      ...forgotten.visits.map(visitJob),
      ...forgotten.unscored.map((row) => matchJob(row.of, row)),
    ]
    for (const job of jobs) await settleDead(edges, job)
    await queues.add(jobs)
    for (const run of forgotten.runs) await store.runs.endIfDone(run, now())
    await hashKept()
  },
  async spent(_job, why) {
    edges.log.error({ why }, 'sweep failed; the next one does it')
  },
})

/** A job in the failed set is never taken again, and its id would keep a new one out: what it stood for is ended. */
async function settleDead(edges: Edges, job: NewJob): Promise<void> {
  const { state, why } = await edges.queues.state(job.queue, job.id)
  if (state !== 'failed') return
  const reason = why ?? 'its job failed'
  if (job.name === search.name) await edges.spent.search(search.payload.parse(job.data.payload).search, reason)
  else if (job.name === visit.name) await edges.spent.visit(visit.payload.parse(job.data.payload).visit, reason)
  else await edges.queues.retryFailed(job.queue, job.id)
}
