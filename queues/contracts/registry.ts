import { capture, search, visit } from './crawl.ts'
import { match } from './match.ts'
import { plan, sweep } from './upkeep.ts'

/** Every job there is, by name. A name that is not here cannot be queued: add its contract first. */
export const contracts = { search, visit, capture, match, plan, sweep } as const
export type JobName = keyof typeof contracts

export const isJobName = (name: string): name is JobName => Object.hasOwn(contracts, name)

/** What is said when a job is refused by name; `capture` has its own issue. */
export const refusal = (name: string): string =>
  `${name} is not yet built, so no such job is queued; the jobs are ${Object.keys(contracts).join(', ')}`
