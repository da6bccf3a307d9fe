import { z } from 'zod'
import { type NewJob, newJob } from '../job.ts'
import { contract } from './contract.ts'

export const upkeepQueue = 'upkeep'

/** A watch is due: its run is planned. Added by the watch's scheduler. */
export const plan = contract({
  name: 'plan',
  version: 1,
  payload: z.strictObject({ watch: z.string().min(1).max(100) }),
  jobId: (job) => `plan-${job.watch}`,
  attempts: 5,
  backoff: { type: 'exponential', delayMs: 2_000, jitter: 0.5 },
  timeLimitMs: 60_000,
  priority: () => 1,
  whenSpent: 'no run was planned: status says since when the watch is overdue',
})

/** Adds what a crash forgot, ends what can no longer end by itself. Repeats. */
export const sweep = contract({
  name: 'sweep',
  version: 1,
  payload: z.strictObject({}),
  jobId: () => 'sweep-now',
  attempts: 1,
  backoff: { type: 'exponential', delayMs: 1_000, jitter: 0 },
  timeLimitMs: 60_000,
  priority: () => 5,
  whenSpent: 'the next sweep does it',
})

export const planJob = (watch: string): NewJob => newJob(upkeepQueue, plan, { watch })
export const sweepJob = (): NewJob => newJob(upkeepQueue, sweep, {})
