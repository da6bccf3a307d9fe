import { z } from 'zod'
import { type NewJob, newJob } from '../job.ts'
import { contract } from './contract.ts'

/** Scores a batch: `batch` is the id of a search (its sightings) or of a visit (one listing, read again). */
export const match = contract({
  name: 'match',
  version: 1,
  payload: z.strictObject({
    batch: z.string().min(1).max(100),
    of: z.enum(['search', 'visit']),
    trace: z.string().min(1).max(100),
    priority: z.int().min(1).max(100),
  }),
  jobId: (job) => `match-${job.of}-${job.batch}`,
  attempts: 5,
  backoff: { type: 'exponential', delayMs: 2_000, jitter: 0.5 },
  timeLimitMs: 60_000,
  priority: (job) => job.priority * 10,
  whenSpent: 'the batch stays unscored and is counted as such; upkeep offers it again',
})

/** The job that scores what one search or visit brought. */
export const matchJob = (of: 'search' | 'visit', batch: { id: string; run: string; priority: number }): NewJob =>
  newJob(match.name, match, { batch: batch.id, of, trace: batch.run, priority: batch.priority })
