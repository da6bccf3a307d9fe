import { queueContract } from './queue-contract.ts'
import { hasRedis, startRedis } from './servers.ts'

queueContract({
  name: 'the queues on Redis',
  kind: 'redis',
  start: startRedis,
  cannot: hasRedis() ? null : 'no redis-server',
})
