import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { JobsOptions } from 'bullmq'
import { isConnectionLoss } from '../src/model/connection-loss.ts'
import type { EngineQueue } from './engine.ts'
import type { NewJob } from './job.ts'
import type { Repeat } from './queues.ts'

const TRIES = 6
const TRY_AGAIN_MS = 20
const ONCE_A_YEAR = '0 0 1 1 *'

/** Done jobs are removed (what was done is in our tables); failed ones stay as dead letters until they are cleaned. */
export function policyOf(job: NewJob): JobsOptions {
  const { type, delayMs, jitter } = job.backoff
  return {
    attempts: job.attempts,
    backoff: { type, delay: delayMs, jitter },
    priority: job.priority,
    removeOnComplete: true,
    removeOnFail: false,
    stackTraceLimit: 3,
  }
}

/**
 * Adds or replaces a repetition. One that is there already and says the same is left alone: replacing it would remove
 * a job that came due while nothing ran, and so lose that run.
 */
export async function repeatJob(queue: EngineQueue, id: string, job: NewJob, repeat: Repeat): Promise<void> {
  const wanted = { name: job.name, data: job.data, opts: policyOf(job) }
  const timing = 'cron' in repeat ? { pattern: repeat.cron, tz: repeat.zone } : { every: repeat.everyMs }
  for (let tries = 1; !(await isSame(queue, id, wanted, repeat)); tries++) {
    try {
      await forget(queue, id)
      await queue.upsertJobScheduler(id, timing, wanted)
      return
    } catch (error) {
      // Another process may be adding the same at the same moment: what it has done is seen a little later.
      if (tries >= TRIES || isConnectionLoss(error)) throw error
      await pause(TRY_AGAIN_MS * tries)
    }
  }
}

/**
 * Takes a repetition away with the job that waits for it. Replacing it in place would keep the offset of the interval
 * before, and a job that is late would then skip up to that whole interval (seen with BullMQ 6.7.0, both engines).
 */
export async function forget(queue: EngineQueue, id: string): Promise<void> {
  const found = await queue.getJobScheduler(id)
  if (!found) return
  // removeJobScheduler leaves a job that is due already, and it cannot be removed by its id; a replacement takes it along.
  await queue.upsertJobScheduler(id, { pattern: ONCE_A_YEAR, tz: 'UTC' }, { name: found.name })
  await queue.removeJobScheduler(id)
}

type Wanted = { name: string; data: unknown; opts: JobsOptions }

async function isSame(queue: EngineQueue, id: string, wanted: Wanted, repeat: Repeat): Promise<boolean> {
  const found = await queue.getJobScheduler(id)
  if (!found?.next) return false
  const timing = 'cron' in repeat ? [repeat.cron, repeat.zone, undefined] : [undefined, undefined, repeat.everyMs]
  const isAlike =
    found.name === wanted.name &&
    isDeepStrictEqual([found.pattern, found.tz, found.every], timing) &&
    isDeepStrictEqual(found.template?.data, wanted.data) &&
    isDeepStrictEqual({ ...found.template?.opts }, wanted.opts)
  // A chain whose next job is gone would never go on.
  return isAlike && (await queue.getJobState(`repeat:${id}:${found.next}`)) !== 'unknown'
}
