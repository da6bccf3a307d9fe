import type { Contract } from './contracts/contract.ts'
import { GiveUp } from './outcome.ts'
import type { AnyHandler, Handler } from './queues.ts'

/**
 * Closes over the payload's type, so that the handlers of a queue can be listed together.
 * The payload is parsed again when the job is taken: it may come from another version of the program.
 */
export function handle<P>(handler: Handler<P>): AnyHandler {
  const { name, version, timeLimitMs } = handler.contract
  return {
    contract: { name, version, timeLimitMs },
    run: async (data, context) => handler.run(readPayload(handler.contract, data), context),
    spent: async (data, why) => handler.spent(readPayload(handler.contract, data), why),
  }
}

/**
 * @param data what stands in the queue: `{ version, payload }`; an older version is read when it still fits
 * @throws GiveUp saying what does not fit (paths, never values): retrying cannot change it
 */
export function readPayload<P>(contract: Contract<P>, data: unknown): P {
  const { version, payload } = envelope(data)
  if (version === null) throw new GiveUp(`${contract.name}: the job's data is not { version, payload }`)
  if (version > contract.version)
    throw new GiveUp(
      `${contract.name}: the job has version ${version}, this program reads up to ${contract.version}; upgrade it`,
    )
  const read = contract.payload.safeParse(payload)
  if (read.success) return read.data
  const wrong = read.error.issues.map((issue) => `${issue.path.join('.') || 'payload'}: ${issue.message}`)
  throw new GiveUp(`${contract.name}: version ${version} cannot be read: ${wrong.slice(0, 5).join('; ')}`)
}

function envelope(data: unknown): { version: number | null; payload: unknown } {
  if (typeof data !== 'object' || data === null || !('version' in data) || !('payload' in data))
    return { version: null, payload: null }
  const { version, payload } = data
  return { version: typeof version === 'number' && Number.isInteger(version) ? version : null, payload }
}
