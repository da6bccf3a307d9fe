import { openQueues } from '../../../queues/driver.ts'
import { openLog } from '../../telemetry/log.ts'
import { type Check, good, warning, wrong } from './diagnosis.ts'

/** Two clocks of one installation may differ by so much; evidence is held to ten seconds. */
const clockApartMs = 2_000

/** What it works with besides this machine. */
export const serviceChecks: readonly Check[] = [
  {
    name: 'database',
    kind: 'dependency',
    look: async ({ settings, ground }) => {
      if (!ground) throw new Error('it cannot be used')
      await ground.store.ping()
      return good(settings.databaseUrl ? 'your own PostgreSQL answers' : 'the embedded PostgreSQL answers')
    },
  },
  {
    name: 'clock',
    kind: 'dependency',
    look: async ({ ground, now }) => {
      if (!ground) return warning('not looked at: the database cannot be used', 'mend the database first')
      const before = now().getTime()
      const theirs = (await ground.store.clock()).getTime()
      const apart = Math.round(theirs - (before + now().getTime()) / 2)
      const says = `the database’s is ${Math.abs(apart)} ms ${apart < 0 ? 'behind' : 'ahead of'} this machine’s`
      return Math.abs(apart) <= clockApartMs
        ? good(says)
        : wrong('configuration', says, 'keep both machines’ clocks with NTP: times of evidence are this machine’s')
    },
  },
  {
    name: 'queues',
    kind: 'dependency',
    look: async ({ settings, ground }) => {
      if (settings.redisUrl === null) {
        return ground ? good('they are in PostgreSQL') : warning('not looked at', 'mend the database first')
      }
      const engine = { kind: 'redis', url: settings.redisUrl } as const
      const queues = await openQueues({ engine, lockMs: settings.queueLockMs, log: openLog('silent') })
      try {
        await queues.ping()
        return good('Redis answers')
      } finally {
        await queues.close()
      }
    },
  },
]
