import { DelayedError, RateLimitError, UnrecoverableError, WaitingError } from 'bullmq'
import { DependencyDown } from '../src/model/dependency-down.ts'
import type { Log } from '../src/telemetry/log.ts'
import type { EngineQueue, Processor, TakenJob } from './engine.ts'
import { GiveUp, RetryLater } from './outcome.ts'
import { persist } from './persist.ts'
import type { AnyHandler, JobContext } from './queues.ts'
import { Running } from './running.ts'

/** A job whose process died this often kills processes: it goes to the dead letters. */
const DEATHS_MAX = 50
/** A dead dependency is not the job's fault and costs no attempt, this often: at a minute each, for a week. */
const OUTAGE_TAKES_MAX = 10_000
/** Soon after a blip, seldom in an outage that lasts; doubled each time the job is taken. */
const OUTAGE_DELAY_MS = { first: 500, max: 60_000 }
/** So many jobs never start in a limiter's window: it is full only while the lane rests. */
const RESTING = 2_147_483_647
const WHY_CHARS_MAX = 1_000

export type Attempts = {
  queue: EngineQueue
  handlers: readonly AnyHandler[]
  running: Set<Running>
  isDraining: () => boolean
  log: Log
}

/** Runs one attempt of a job and puts its end into BullMQ's terms; the only place that knows both. */
export function attempts(parts: Attempts): Processor {
  const handlers = new Map(parts.handlers.map((handler) => [handler.contract.name, handler]))
  return async (job, token) => {
    const hold = new Hold(job, token ?? '', parts.queue)
    if (parts.isDraining()) return await hold.backToWait()
    const handler = handlers.get(job.name)
    if (!handler) {
      const known = [...handlers.keys()].join(', ')
      const why = `no handler for "${job.name}" in ${parts.queue.name}: its handlers are ${known}`
      parts.log.error({ job: job.id }, why)
      throw new UnrecoverableError(why)
    }
    const running = new Running(job.id ?? '', handler.contract.timeLimitMs)
    parts.running.add(running)
    try {
      if (job.stalledCounter >= DEATHS_MAX) throw new GiveUp(`its worker died ${job.stalledCounter} times`)
      await running.run((signal) => handler.run(job.data, contextOf(job, signal)))
    } catch (error) {
      await settle(error, { job, hold, handler, running, log: parts.log })
    } finally {
      parts.running.delete(running)
    }
  }
}

type Met = { job: TakenJob; hold: Hold; handler: AnyHandler; running: Running; log: Log }

/** Always throws: BullMQ takes the meaning from the error. */
async function settle(thrown: unknown, { job, hold, handler, running, log }: Met): Promise<never> {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  if (running.stopped === 'lock-lost') throw error
  if (running.stopped === 'drain') return await hold.backToWait()
  if (error instanceof RetryLater) return await hold.later(error)
  if (error instanceof DependencyDown && job.attemptsStarted < OUTAGE_TAKES_MAX)
    return await hold.later(new RetryLater(outageDelayMs(job.attemptsStarted), error.message))
  const why = (running.stopped === 'time-limit' ? running.saidOf(error) : error.message).slice(0, WHY_CHARS_MAX)
  const isFinal = error instanceof GiveUp || isLastAttempt(job)
  // A last attempt is for people; those before it, and where in the code it was, are for who looks for the cause.
  log[isFinal ? 'warn' : 'info']({ job: job.id, attempt: job.attemptsMade + 1, isFinal }, `${job.name} failed: ${why}`)
  log.debug({ job: job.id, err: error }, `${job.name} failed here`)
  if (isFinal) await tellSpent(handler, job, why, log)
  if (error instanceof GiveUp) throw new UnrecoverableError(why)
  throw why === error.message ? error : new Error(why, { cause: error })
}

/** When it cannot be told, the failed set still says it, and the sweep acts on that. */
async function tellSpent(handler: AnyHandler, job: TakenJob, why: string, log: Log): Promise<void> {
  try {
    await persist(() => handler.spent(job.data, why))
  } catch (error) {
    log.error({ job: job.id, err: error }, `${job.name}: its failure could not be written down; upkeep will`)
  }
}

const outageDelayMs = (taken: number): number =>
  Math.min(OUTAGE_DELAY_MS.max, OUTAGE_DELAY_MS.first * 2 ** Math.min(taken - 1, 10))

const isLastAttempt = (job: TakenJob): boolean => job.attemptsMade + 1 >= (job.opts.attempts ?? 1)

function contextOf(job: TakenJob, signal: AbortSignal): JobContext {
  return {
    jobId: job.id ?? '',
    attempt: job.attemptsMade + 1,
    isLastAttempt: isLastAttempt(job),
    taken: job.attemptsStarted,
    waits: waitsOf(job),
    dueAt: dueAt(job),
    signal,
  }
}

/** Kept as BullMQ's progress, the one thing of a job that it lets a worker write. */
const waitsOf = ({ progress }: TakenJob): number =>
  typeof progress === 'object' && 'waits' in progress && typeof progress.waits === 'number' ? progress.waits : 0

/** A scheduler's job carries its due time in its id ("repeat:<id>:<ms>"); it stays when the job waits or is retried. */
function dueAt(job: TakenJob): Date {
  const due = job.repeatJobKey === undefined ? undefined : /:(\d+)$/.exec(job.id ?? '')?.[1]
  return new Date(due === undefined ? job.timestamp + (job.opts.delay ?? 0) : Number(due))
}

/** A taken job under its lock: the ways to put it back that cost no attempt. */
class Hold {
  readonly #job: TakenJob
  readonly #token: string
  readonly #queue: EngineQueue
  constructor(job: TakenJob, token: string, queue: EngineQueue) {
    this.#job = job
    this.#token = token
    this.#queue = queue
  }

  async backToWait(): Promise<never> {
    await persist(() => this.#job.moveToWait(this.#token))
    throw new WaitingError()
  }

  async later({ delayMs, lane, isAsked }: RetryLater): Promise<never> {
    if (isAsked) await persist(() => this.#job.updateProgress({ waits: waitsOf(this.#job) + 1 }))
    if (!lane) {
      await persist(() => this.#job.moveToDelayed(Date.now() + delayMs, this.#token))
      throw new DelayedError()
    }
    await persist(async () => {
      // A shorter rest never ends a longer one.
      if ((await this.#queue.getRateLimitTtl(RESTING)) < delayMs) await this.#queue.rateLimit(delayMs)
    })
    // BullMQ puts the job back at the head of its priority.
    throw new RateLimitError()
  }
}
