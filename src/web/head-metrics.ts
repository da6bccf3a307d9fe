import { Gauge, type Registry } from 'prom-client'
import { isNotTaken } from '../model/head-giving.ts'
import type { WebParts } from './parts.ts'

/** Who has the newest head of the evidence log, and who did not take it. */
export function addHeadGauges(store: WebParts['store'], registry: Registry): void {
  const registers = [registry]
  new Gauge({
    name: 'morgiana_head_not_given',
    help: '1 while the newest head of the evidence log was tried and not taken by a receiver.',
    labelNames: ['target'],
    registers,
    async collect() {
      this.reset()
      for (const { newest } of await store.givings.state())
        this.set({ target: newest.target }, isNotTaken(newest) ? 1 : 0)
    },
  })
  new Gauge({
    name: 'morgiana_head_given_timestamp_seconds',
    help: 'When a receiver last took a head of the evidence log.',
    labelNames: ['target'],
    registers,
    async collect() {
      this.reset()
      for (const { newest, given } of await store.givings.state())
        if (given?.givenAt) this.set({ target: newest.target }, given.givenAt.getTime() / 1_000)
    },
  })
}
