import type { Log } from '../src/telemetry/log.ts'
import { isJobName, refusal } from './contracts/registry.ts'
import { within } from './deadline.ts'
import type { Engine, EngineQueue } from './engine.ts'
import type { NewJob } from './job.ts'
import type { JobState, QueueCounts, Queues, QueueWorker } from './queues.ts'
import { forget, policyOf, repeatJob } from './repetition.ts'
import { startWorker } from './worker.ts'

const BULK_MAX = 1_000
const CLOSE_LIMIT_MS = 5_000
const REPETITIONS_MAX = 10_000

type Opened = {
  engine: Engine
  call: <T>(work: () => Promise<T>) => Promise<T>
  lockMs: number
  log: Log
  close(): void
}

/** The calls of `Queues`, each through `call`, which gives it a time limit and says `DependencyDown`. */
export function queuesOn({ engine, call, lockMs, log, close }: Opened): Queues {
  const queues = new Map<string, EngineQueue>()
  const workers: QueueWorker[] = []
  const queue = (name: string): EngineQueue => {
    const known = queues.get(name) ?? engine.queue(name)
    queues.set(name, known)
    return known
  }
  return {
    engine: engine.kind,
    async add(jobs) {
      for (const job of jobs) if (!isJobName(job.name)) throw new Error(refusal(job.name))
      for (const [name, group] of byQueue(jobs))
        for (let from = 0; from < group.length; from += BULK_MAX)
          await call(() => queue(name).addBulk(group.slice(from, from + BULK_MAX).map(bullJob)))
    },
    async work(name, handlers, options) {
      const starting = startWorker({ engine, queue: queue(name), handlers, lockMs, log }, options)
      try {
        const worker = await call(() => starting)
        workers.push(worker)
        return worker
      } catch (error) {
        // One that comes up after its caller was told that it does not would take jobs that nobody can stop.
        void starting.then(
          (late) => late.drain(0),
          () => undefined, // told already
        )
        throw error
      }
    },
    repeat: (id, job, repeat) => {
      if (!isJobName(job.name)) return Promise.reject(new Error(refusal(job.name)))
      return call(() => repeatJob(queue(job.queue), id, job, repeat))
    },
    stopRepeating: (name, id) => call(() => forget(queue(name), id)),
    async repetitions(name) {
      const found = await call(() => queue(name).getJobSchedulers(0, REPETITIONS_MAX - 1, true))
      return found.map(({ key, next }) => ({ id: key, nextAt: next ? new Date(next) : null }))
    },
    state: (name, jobId) => call(() => stateOf(queue(name), jobId)),
    counts: (name) => call(() => countsOf(queue(name))),
    pause: (name) => call(() => queue(name).pause()),
    resume: (name) => call(() => queue(name).resume()),
    isPaused: (name) => call(() => queue(name).isPaused()),
    retryFailed: (name, jobId) => call(() => retryFailed(queue(name), jobId)),
    cleanFailed: async (name, olderThanMs, limit) =>
      (await call(() => queue(name).clean(olderThanMs, limit, 'failed'))).length,
    ping: () => call(() => engine.ping()),
    async close() {
      await Promise.all(workers.map((worker) => worker.drain(0)))
      close()
      const closing = Promise.all([...queues.values()].map((one) => one.close())).then(() => engine.close())
      // A goodbye that is not answered is no reason to stay.
      await within(CLOSE_LIMIT_MS, () => new Error('late'), closing).catch(() => log.warn('queues: not closed in time'))
    },
  }
}

function byQueue(jobs: readonly NewJob[]): Map<string, NewJob[]> {
  const groups = new Map<string, NewJob[]>()
  for (const job of jobs) groups.set(job.queue, [...(groups.get(job.queue) ?? []), job])
  return groups
}

const bullJob = (job: NewJob) => ({ name: job.name, data: job.data, opts: { ...policyOf(job), jobId: job.id } })

async function stateOf(queue: EngineQueue, jobId: string): Promise<{ state: JobState; why?: string }> {
  const state = await queue.getJobState(jobId)
  if (state === 'failed') {
    const why = (await queue.getJob(jobId))?.failedReason
    return why === undefined ? { state } : { state, why }
  }
  if (state === 'active' || state === 'delayed' || state === 'completed') return { state }
  return { state: state === 'unknown' ? 'missing' : 'waiting' }
}

async function retryFailed(queue: EngineQueue, jobId: string): Promise<void> {
  const job = await queue.getJob(jobId)
  if (!job || (await queue.getJobState(jobId)) !== 'failed') return
  try {
    await job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true })
  } catch (error) {
    // Somebody else was quicker.
    if ((await queue.getJobState(jobId)) === 'failed') throw error
  }
}

/** Waiting counts what a paused queue holds back, too. */
async function countsOf(queue: EngineQueue): Promise<QueueCounts> {
  const counts = await queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed')
  const count = (state: string): number => counts[state] ?? 0
  return {
    waiting: count('waiting') + count('prioritized'),
    active: count('active'),
    delayed: count('delayed'),
    failed: count('failed'),
  }
}
