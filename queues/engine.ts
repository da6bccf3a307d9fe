import { setTimeout as pause } from 'node:timers/promises'
import type { Job, Queue, Worker, WorkerOptions } from 'bullmq'

export type TakenJob = Pick<Job, 'id' | 'name' | 'data' | 'opts' | 'timestamp' | 'attemptsMade' | 'attemptsStarted'> &
  Pick<Job, 'stalledCounter' | 'repeatJobKey' | 'moveToDelayed' | 'moveToWait' | 'progress' | 'updateProgress'>
export type Processor = (job: TakenJob, token?: string) => Promise<void>

/** The members used of BullMQ's classes, whose full types also name their back end. */
export type EngineQueue = Pick<
  Queue,
  | 'name'
  | 'addBulk'
  | 'clean'
  | 'close'
  | 'getJob'
  | 'getJobCounts'
  | 'getJobScheduler'
  | 'getJobSchedulers'
  | 'getJobState'
  | 'getRateLimitTtl'
  | 'isPaused'
  | 'pause'
  | 'rateLimit'
  | 'removeJobScheduler'
  | 'resume'
  | 'upsertJobScheduler'
>
export type EngineWorker = Pick<Worker, 'name' | 'close' | 'pause'> & {
  on(event: 'stalled', listener: (jobId: string) => void): unknown
  on(event: 'lockRenewalFailed', listener: (jobIds: string[]) => void): unknown
}

/** What differs between PostgreSQL and Redis: how BullMQ is connected. All else is the same code. */
export type Engine = {
  kind: 'postgres' | 'redis'
  /** Host, port and database for people. */
  where: string
  queue(name: string): EngineQueue
  /** Resolves when the worker holds its connections. */
  worker(name: string, processor: Processor, options: Omit<WorkerOptions, 'connection'>): Promise<EngineWorker>
  ping(): Promise<void>
  close(): Promise<void>
}

/** `url` may hold a password: it is never logged. `prefix` keeps two programs on one server apart (PostgreSQL: the schema). */
export type EngineOptions = { url: string; prefix: string; onError: (error: Error) => void }

/** BullMQ's stream of events has no reader here; it is kept short. */
export const streams = { events: { maxLen: 200 } }

const RUN_AGAIN_MS = 1_000

/** Keeps a worker taking jobs until it is paused or closed: an error that ends BullMQ's loop would leave it deaf, and nobody told. */
export async function keepRunning(
  worker: Pick<Worker, 'run' | 'closing' | 'isPaused'>,
  onError: (error: Error) => void,
): Promise<void> {
  const isWanted = () => worker.closing === undefined && !worker.isPaused()
  while (isWanted()) {
    try {
      await worker.run()
    } catch (error) {
      onError(error instanceof Error ? error : new Error(String(error)))
    }
    if (isWanted()) await pause(RUN_AGAIN_MS)
  }
}
