import type { Contract } from './contracts/contract.ts'

/** A job ready to be added: plain data, made by `newJob`, so that pure code can say which jobs follow. */
export type NewJob = {
  queue: string
  name: string
  id: string
  data: { version: number; payload: unknown }
  priority: number
  attempts: number
  backoff: Contract<unknown>['backoff']
}

/** @throws ZodError when the payload is not what the contract says */
export function newJob<P>(queue: string, contract: Contract<P>, payload: NoInfer<P>): NewJob {
  const parsed = contract.payload.parse(payload)
  return {
    queue,
    name: contract.name,
    id: contract.jobId(parsed),
    data: { version: contract.version, payload: parsed },
    priority: contract.priority(parsed),
    attempts: contract.attempts,
    backoff: contract.backoff,
  }
}
