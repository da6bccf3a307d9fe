import { Hono, type MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { CrawlerHealth } from '../crawler/crawler.ts'
import { gapsOf } from '../model/coverage.ts'
import type { Verdict } from '../model/hit.ts'
import { isFromHere } from './access.ts'
import { addCrawlerMetrics } from './crawler-metrics.ts'
import { addHeadGauges } from './head-metrics.ts'
import { addOutageMetrics } from './outage-metrics.ts'
import type { WebEnv, WebParts } from './parts.ts'
import type { Handler } from './route.ts'

export type Metrics = {
  /** @param hits how many one decision covers */
  decided(verdict: Verdict, hits?: number): void
  timed: MiddlewareHandler<WebEnv>
  /** Answers GET /metrics. */
  text: Handler
}

/** Prometheus text. A registry of its own: two servers in one process do not add up. */
export function openMetrics({ store, crawling, outages }: WebParts): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const decisions = new Counter({
    name: 'morgiana_decisions_total',
    help: 'Decisions saved by this process.',
    labelNames: ['verdict'],
    registers,
  })
  const durations = new Histogram({
    name: 'morgiana_http_seconds',
    help: 'Time to answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  })
  addOutageMetrics(registry, outages)
  const stored = new Registry()
  addGauges(store, stored)
  addRunGauges(store, stored)
  addHeadGauges(store, stored)
  if (crawling) addCrawlerMetrics(registry, crawling)

  return {
    decided: (verdict, hits = 1) => decisions.inc({ verdict }, hits),
    timed: async (c, next) => {
      const stop = durations.startTimer()
      await next()
      stop({ method: c.req.method, route: routePath(c), status: String(c.res.status) })
    },
    async text(c) {
      // What this process knows by itself is told whatever is away: an alert is made of it.
      const isAway = outages().now.some(({ what }) => what === 'database')
      const texts = [await registry.metrics(), ...(isAway ? [] : [await metricsOf(stored)])]
      return c.text(texts.join('\n'), 200, { 'Content-Type': registry.contentType })
    },
  }
}

/** Nothing but a comment when the database goes away just then. */
async function metricsOf(stored: Registry): Promise<string> {
  try {
    return await stored.metrics()
  } catch (error) {
    if (error instanceof Error && error.name === 'DependencyDown') return '# the database cannot be used just now\n'
    throw error
  }
}

/** What stands in the store, read when it is asked for. */
function addGauges(store: WebParts['store'], registry: Registry): void {
  const registers = [registry]
  new Gauge({
    name: 'morgiana_hits_open',
    help: 'Hits that wait for a decision (counted up to a cap).',
    registers,
    async collect() {
      this.set((await store.hits.page({ state: 'open' }, null, 1)).count)
    },
  })
  new Gauge({
    name: 'morgiana_coverage_searches',
    help: 'Pages of each active watch’s latest crawl, by how they ended.',
    labelNames: ['watch', 'marketplace', 'state'],
    registers,
    async collect() {
      this.reset()
      for (const { watch, active, lastRun } of await store.watches.all()) {
        const rows = active && lastRun ? await store.runs.coverage(lastRun.id) : []
        for (const { marketplace, state } of rows) this.inc({ watch: watch.id, marketplace, state })
      }
    },
  })
  new Gauge({
    name: 'morgiana_coverage_gaps',
    help: 'Pages of each active watch’s latest crawl that were planned and not seen; 0 when all were.',
    labelNames: ['watch', 'marketplace'],
    registers,
    async collect() {
      this.reset()
      for (const { watch, active, lastRun } of await store.watches.all()) {
        const rows = active && lastRun ? await store.runs.coverage(lastRun.id) : []
        for (const { marketplace } of rows) this.inc({ watch: watch.id, marketplace }, 0)
        for (const { marketplace } of gapsOf(rows, Boolean(lastRun?.endedAt)))
          this.inc({ watch: watch.id, marketplace })
      }
    },
  })
  new Gauge({
    name: 'morgiana_lane_open',
    help: '1 while a marketplace’s breaker is open.',
    labelNames: ['marketplace'],
    registers,
    async collect() {
      this.reset()
      for (const { marketplace, state } of await store.lanes.all()) this.set({ marketplace }, state === 'open' ? 1 : 0)
    },
  })
}

/** When runs were, crawls and imports apart, and what crawls did not visit. */
function addRunGauges(store: WebParts['store'], registry: Registry): void {
  const registers = [registry]
  new Gauge({
    name: 'morgiana_visits_missed',
    help: 'Listings of each active watch’s latest crawl that were to be visited and were not, by why.',
    labelNames: ['watch', 'marketplace', 'state'],
    registers,
    async collect() {
      this.reset()
      for (const { watch, active, lastRun } of await store.watches.all()) {
        const missed = active && lastRun ? await store.runs.missedVisits(lastRun.id) : []
        for (const { marketplace, state, count } of missed) this.inc({ watch: watch.id, marketplace, state }, count)
      }
    },
  })
  new Gauge({
    name: 'morgiana_last_run_timestamp_seconds',
    help: 'When each active watch’s latest run of a kind began: crawl or import, which say different things.',
    labelNames: ['watch', 'kind'],
    registers,
    async collect() {
      this.reset()
      for (const { watch, active, lastRun, lastImport } of await store.watches.all())
        for (const [kind, run] of Object.entries({ crawl: lastRun, import: lastImport }))
          if (active && run) this.set({ watch: watch.id, kind }, run.plannedAt.getTime() / 1_000)
    },
  })
}

/** The metrics of a process that serves no page, for who asks from loopback. */
export function crawlerMetricsOnly(health: () => Promise<CrawlerHealth>, outages: WebParts['outages']): Hono<WebEnv> {
  const registry = new Registry()
  addOutageMetrics(registry, outages)
  addCrawlerMetrics(registry, health)
  const routes = new Hono<WebEnv>()
  routes.get('/metrics', async (c) => {
    if (!isFromHere(c)) return c.text('Metrics are told on loopback only.\n', 403)
    return c.text(await registry.metrics(), 200, { 'Content-Type': registry.contentType })
  })
  return routes
}
