import { Counter, Gauge, type Registry } from 'prom-client'
import type { CrawlerHealth } from '../crawler/crawler.ts'

/** How this process's crawler is: its sessions and proxies, read when it is asked for. */
export function addCrawlerMetrics(registry: Registry, health: () => Promise<CrawlerHealth>): void {
  const registers = [registry]
  new Gauge({
    name: 'morgiana_sessions',
    help: 'Sessions (cookies of one watch, lane, territory and proxy) that this process holds.',
    labelNames: ['marketplace'],
    registers,
    async collect() {
      this.reset()
      for (const { marketplace, live } of (await health()).sessions) this.set({ marketplace }, live)
    },
  })
  new Counter({
    name: 'morgiana_sessions_ended_total',
    help: 'Sessions of this process that are used no more, by why: blocked, aged, used, crowded, cookies.',
    labelNames: ['marketplace', 'why'],
    registers,
    async collect() {
      this.reset()
      for (const { marketplace, ended } of (await health()).sessions)
        for (const [why, count] of Object.entries(ended)) this.inc({ marketplace, why }, count)
    },
  })
  new Gauge({
    name: 'morgiana_proxy_works',
    help: '1 for a proxy that this process uses, 0 while it rests because it did not work.',
    labelNames: ['proxy'],
    registers,
    async collect() {
      this.reset()
      for (const { proxy, rests } of (await health()).proxies) this.set({ proxy }, rests === null ? 1 : 0)
    },
  })
}
