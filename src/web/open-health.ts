import { once } from 'node:events'
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import type { CrawlerHealth } from '../crawler/crawler.ts'
import { healthHandlers } from './health.ts'
import { crawlerMetricsOnly } from './metrics.ts'
import type { WebEnv, WebParts } from './parts.ts'

/** A process without a page still says how it is: /healthz, /readyz, and the crawler's /metrics on loopback. @throws Error when the port is taken */
export async function openHealth(
  parts: Pick<WebParts, 'checks' | 'log' | 'outages'> & {
    crawling: () => Promise<CrawlerHealth>
    settings: { host: string; port: number }
  },
): Promise<{ close(): Promise<void> }> {
  const health = healthHandlers(parts)
  const app = new Hono<WebEnv>().get('/healthz', health.alive).get('/readyz', health.ready)
  app.route('/', crawlerMetricsOnly(parts.crawling, parts.outages))
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000 }, getRequestListener(app.fetch))
  server.maxConnections = 50
  server.listen(parts.settings.port, parts.settings.host)
  await once(server, 'listening')
  server.on('error', (error) => parts.log.error({ err: error }, 'a connection could not be taken'))
  return {
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
