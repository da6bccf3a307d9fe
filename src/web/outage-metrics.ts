import { Counter, Gauge, type Registry } from 'prom-client'
import { needs } from '../model/outage.ts'
import type { WebParts } from './parts.ts'

/** What an alert is made of: told from memory, so that it is told while the database is away, too. */
export function addOutageMetrics(registry: Registry, outages: WebParts['outages']): void {
  const registers = [registry]
  new Gauge({
    name: 'morgiana_outage',
    help: '1 while this process cannot use its database, queues or vault (a full disk).',
    labelNames: ['what'],
    registers,
    collect() {
      const { now } = outages()
      for (const what of needs) this.set({ what }, now.some((outage) => outage.what === what) ? 1 : 0)
    },
  })
  new Counter({
    name: 'morgiana_outages_total',
    help: 'How often that began since the start; restarts of the embedded PostgreSQL are among those of the database.',
    labelNames: ['what'],
    registers,
    collect() {
      this.reset()
      const { counts } = outages()
      for (const what of needs) this.inc({ what }, counts[what])
    },
  })
}
