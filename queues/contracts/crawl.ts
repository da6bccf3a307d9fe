import { z } from 'zod'
import { type NewJob, newJob } from '../job.ts'
import { contract } from './contract.ts'

/** The lane of a marketplace: its queue's limiter is the politeness limit of all hosts together. */
export const laneOf = (marketplace: string): string => `crawl-${marketplace}`

const trace = z.string().min(1).max(100)
const priority = z.int().min(1).max(100)

/** `search` is the id of a planned search (a coverage row), `trace` its run. */
export const search = contract({
  name: 'search',
  version: 1,
  payload: z.strictObject({ search: z.string().min(1).max(100), marketplace: z.string(), trace, priority }),
  jobId: (job) => `search-${job.search}`,
  attempts: 4,
  backoff: { type: 'exponential', delayMs: 2_000, jitter: 0.5 },
  timeLimitMs: 90_000,
  priority: (job) => job.priority * 10,
  whenSpent: 'coverage says "failed" with the last error; the run ends as partly covered',
})

/** A closer look at one listing: `visit` is the id of its row. */
export const visit = contract({
  name: 'visit',
  version: 1,
  payload: z.strictObject({ visit: z.string().min(1).max(100), marketplace: z.string(), trace, priority }),
  jobId: (job) => `visit-${job.visit}`,
  attempts: 4,
  backoff: { type: 'exponential', delayMs: 2_000, jitter: 0.5 },
  timeLimitMs: 90_000,
  priority: (job) => job.priority * 10 + 5,
  whenSpent: 'the visit says "failed"; the hit stays with what the results page showed',
})

/** A page as evidence: `capture` is the id of its planned row. */
export const capture = contract({
  name: 'capture',
  version: 1,
  payload: z.strictObject({ capture: z.string().min(1).max(100), marketplace: z.string(), trace, priority }),
  jobId: (job) => `capture-${job.capture}`,
  attempts: 3,
  backoff: { type: 'exponential', delayMs: 5_000, jitter: 0.5 },
  timeLimitMs: 240_000,
  priority: (job) => job.priority * 10,
  whenSpent: 'the planned capture says "failed" with the last error; whoever asked is told',
})

/** The job that captures a page, on its marketplace's lane, before everything else that waits there. */
export const captureJob = ({ id, marketplace }: { id: string; marketplace: string }): NewJob =>
  newJob(laneOf(marketplace), capture, { capture: id, marketplace, trace: id, priority: 1 })

/** What a job of a lane is about: the row that says what was planned, and how urgent it is. */
type Planned = { id: string; run: string; marketplace: string; priority: number }

/** The job that asks for one page of a planned search, on its marketplace's lane. */
export const searchJob = ({ id, run, marketplace, priority }: Planned): NewJob =>
  newJob(laneOf(marketplace), search, { search: id, marketplace, trace: run, priority })

/** The job that takes a planned closer look, on its marketplace's lane. */
export const visitJob = ({ id, run, marketplace, priority }: Planned): NewJob =>
  newJob(laneOf(marketplace), visit, { visit: id, marketplace, trace: run, priority })
