import type { z } from 'zod'

/** How failed attempts are spaced: exponential from `delayMs`, each shorter by up to `jitter` of it (0 … 1). */
export type Backoff = { type: 'exponential'; delayMs: number; jitter: number }

/**
 * What two stages agree on: the job's name, its payload, its id (made from the payload, so that adding twice adds once;
 * no ":" and no plain integer, says BullMQ) and its policy. Failures are told apart in queues/outcome.ts.
 */
export type Contract<P> = {
  name: string
  version: number
  payload: z.ZodType<P>
  jobId: (payload: P) => string
  /** Retries included; what a dead worker left behind is counted apart. */
  attempts: number
  backoff: Backoff
  /** The handler is told to stop after this long. */
  timeLimitMs: number
  /** Lower goes first (BullMQ), 1 … 2,097,152. */
  priority: (payload: P) => number
  /** What the failure of the last attempt means, a sentence. */
  whenSpent: string
}

export const contract = <P>(definition: Contract<P>): Contract<P> => definition
