import { once } from 'node:events'
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { healthRoutes } from './health.ts'
import type { WebParts } from './parts.ts'

/** A process without a page still says how it is: /healthz and /readyz, nothing else. @throws Error when the port is taken */
export async function openHealth(
  parts: Pick<WebParts, 'checks' | 'log'> & { settings: { host: string; port: number } },
): Promise<{ close(): Promise<void> }> {
  const server = createServer(
    { requestTimeout: 10_000, headersTimeout: 10_000 },
    getRequestListener(healthRoutes(parts).fetch),
  )
  server.maxConnections = 50
  server.listen(parts.settings.port, parts.settings.host)
  await once(server, 'listening')
  return {
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
