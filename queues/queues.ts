import type { Contract } from './contracts/contract.ts'
import type { NewJob } from './job.ts'

/** What a handler is told beside its payload. `dueAt` is when the job was meant to run; the same for every attempt. */
export type JobContext = {
  jobId: string
  /** From 1. `isLastAttempt`: an error now is final, and `spent` is called. */
  attempt: number
  isLastAttempt: boolean
  /** How often the job was taken, `RetryLater` and dead workers included. */
  taken: number
  /** How often it waited because the site asked for patience (`RetryLater` that `isAsked`): bounds that. */
  waits: number
  dueAt: Date
  /** Aborts at the contract's time limit and when the drain's deadline has passed. */
  signal: AbortSignal
}

/** `run` does the work (may run twice); `spent` says in the data what the end of all attempts means (may run twice). */
export type Handler<P> = {
  contract: Contract<P>
  run(payload: P, context: JobContext): Promise<void>
  spent(payload: P, why: string): Promise<void>
}

/** A handler whose payload type is closed over, so that a queue's handlers can be listed. Made by `handle`. */
export type AnyHandler = {
  contract: { name: string; version: number; timeLimitMs: number }
  run(data: unknown, context: JobContext): Promise<void>
  spent(data: unknown, why: string): Promise<void>
}

/** `limiter` is shared by all workers of the queue on all hosts. */
export type WorkOptions = { concurrency: number; limiter?: { requests: number; perMs: number } }

/** `drain` takes no new job, waits for running ones until the deadline, then aborts them; their jobs are taken over by others. */
export type QueueWorker = { queue: string; drain(deadlineMs: number): Promise<void> }

export type JobState = 'waiting' | 'active' | 'delayed' | 'failed' | 'completed' | 'missing'
export type QueueCounts = { waiting: number; active: number; delayed: number; failed: number }
export type Repeat = { cron: string; zone: string } | { everyMs: number }

/** The queues on either engine. Every call has a time limit; a dead engine rejects with `DependencyDown`. */
export type Queues = {
  engine: 'postgres' | 'redis'
  /** Adds in bulk; a job whose id is there already is left alone. */
  add(jobs: readonly NewJob[]): Promise<void>
  work(queue: string, handlers: readonly AnyHandler[], options: WorkOptions): Promise<QueueWorker>
  /** Adds or replaces the repetition `id` of `job` (its id is ignored: each due time is its own job). */
  repeat(id: string, job: NewJob, repeat: Repeat): Promise<void>
  stopRepeating(queue: string, id: string): Promise<void>
  repetitions(queue: string): Promise<{ id: string; nextAt: Date | null }[]>
  state(queue: string, jobId: string): Promise<{ state: JobState; why?: string }>
  /** Takes a job out of the failed set and runs it again with all its attempts; one that is not there is left alone. */
  retryFailed(queue: string, jobId: string): Promise<void>
  counts(queue: string): Promise<QueueCounts>
  pause(queue: string): Promise<void>
  resume(queue: string): Promise<void>
  isPaused(queue: string): Promise<boolean>
  /** Dead letters older than `olderThanMs` are forgotten, at most `limit` a call. @returns how many were */
  cleanFailed(queue: string, olderThanMs: number, limit: number): Promise<number>
  ping(): Promise<void>
  close(): Promise<void>
}
