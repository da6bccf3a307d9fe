import { queueContract } from './queue-contract.ts'
import { startPostgres } from './servers.ts'

queueContract({ name: 'the queues on PostgreSQL', kind: 'postgres', start: startPostgres })
