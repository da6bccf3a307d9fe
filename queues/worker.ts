import { setTimeout as pause } from 'node:timers/promises'
import type { Log } from '../src/telemetry/log.ts'
import { attempts } from './attempt.ts'
import { within } from './deadline.ts'
import type { Engine, EngineQueue, EngineWorker } from './engine.ts'
import { pace } from './pace.ts'
import type { AnyHandler, QueueWorker, WorkOptions } from './queues.ts'
import type { Running } from './running.ts'

/** After the drain's deadline, jobs that heed their signal get this long to be put back. */
const ABORT_GRACE_MS = 2_000
const CLOSE_LIMIT_MS = 5_000
const RECONNECT_MS = 1_000
/** The bound is ours (attempt.ts), so that its end is told like any other. */
const STALLED_MAX = 1_000_000

type Parts = { engine: Engine; queue: EngineQueue; handlers: readonly AnyHandler[]; lockMs: number; log: Log }

/** Starts to take jobs. A job whose process died is taken over after about `lockMs`. */
export async function startWorker(parts: Parts, options: WorkOptions): Promise<QueueWorker> {
  const { engine, queue, handlers, lockMs, log } = parts
  const running = new Set<Running>()
  let isDraining = false
  const process = attempts({ queue, handlers, running, isDraining: () => isDraining, log })
  const worker = await engine.worker(queue.name, process, {
    concurrency: options.concurrency,
    limiter: pace(options.limiter),
    lockDuration: lockMs,
    stalledInterval: Math.max(100, lockMs / 2),
    maxStalledCount: STALLED_MAX,
    runRetryDelay: RECONNECT_MS,
  })
  worker.on('stalled', (job) =>
    log.warn({ job, queue: queue.name }, 'queues: a worker died or hung; its job is taken over'),
  )
  worker.on('lockRenewalFailed', (jobs) => {
    // Another worker has or will have the job: going on here would do the work twice at once.
    for (const one of running) if (jobs.includes(one.jobId)) one.stop('lock-lost')
  })
  let drained: Promise<void> | undefined
  return {
    queue: queue.name,
    drain(deadlineMs) {
      isDraining = true
      drained ??= drain(worker, running, deadlineMs, log)
      return drained
    },
  }
}

/** `worker.close()` waits without limit, so the waiting is done here, and the closing is forced when it is over. */
async function drain(worker: EngineWorker, running: Set<Running>, deadlineMs: number, log: Log): Promise<void> {
  await worker.pause(true)
  if (!(await emptied(running, deadlineMs))) {
    log.warn({ queue: worker.name, jobs: [...running].map((one) => one.jobId) }, 'queues: drain deadline passed')
    for (const one of running) one.stop('drain')
    await emptied(running, ABORT_GRACE_MS)
  }
  const late = () => new Error(`worker of ${worker.name} did not close within ${CLOSE_LIMIT_MS} ms`)
  try {
    await within(CLOSE_LIMIT_MS, late, worker.close(running.size > 0))
  } catch (error) {
    log.warn({ err: error }, 'queues: a worker is left open')
  }
}

const LOOK_EVERY_MS = 10

async function emptied(running: ReadonlySet<Running>, limitMs: number): Promise<boolean> {
  const until = performance.now() + limitMs
  while (running.size > 0 && performance.now() < until) await pause(LOOK_EVERY_MS)
  return running.size === 0
}
