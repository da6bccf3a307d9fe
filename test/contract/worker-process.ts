import { match } from '../../queues/contracts/match.ts'
import { handle, openQueues } from '../../queues/driver.ts'
import { openLog } from '../../src/telemetry/log.ts'

/** A worker in a process of its own: says which job it has, and never ends it. Arguments: engine, address, queue, lock. */
const [, , kind, url = '', queue = '', lockMs] = process.argv
if (kind !== 'postgres' && kind !== 'redis') throw new Error('which engine?')
const log = openLog('error')
const queues = await openQueues({ engine: { kind, url }, lockMs: Number(lockMs), log, prefix: 'contract' })
const forever = new Promise<void>(() => undefined)
const handler = handle({
  contract: match,
  run: async ({ batch }) => {
    process.stdout.write(`${batch}\n`)
    await forever
  },
  spent: async () => undefined,
})
await queues.work(queue, [handler], { concurrency: 2 })
