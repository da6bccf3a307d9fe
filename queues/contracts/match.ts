import { z } from 'zod'
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
