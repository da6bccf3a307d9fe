import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { timeout } from 'hono/timeout'
import { coverageRoutes } from './coverage.ts'
import { bracketed, hostGuard, originGuard, ownNames, safeHeaders } from './guard.ts'
import { healthRoutes } from './health.ts'
import { hitRoutes } from './hits.ts'
import { openMetrics } from './metrics.ts'
import { type PageFiles, readPageFiles } from './page-files.ts'
import type { WebEnv, WebParts } from './parts.ts'
import { pictureRoutes } from './pictures.ts'
import { answerProblem, notFound, Problem } from './problem.ts'
import { qualityRoutes } from './quality.ts'
import { needsRole, needsUser, type SessionCookie, sessionCookie, signInRoutes } from './session.ts'
import { userRoutes } from './users.ts'

/** Limits of one request; past them it is answered with what was exceeded, or cut. */
const bodyBytesMax = 64 * 1024
const answerTimeLimitMs = 15_000
const requestTimeLimitMs = 30_000
const headersTimeLimitMs = 10_000
const connectionsMax = 500
/** A stop waits this long for answers under way. */
const closeTimeLimitMs = 5_000

/** Addresses of the page's screens: each is the same file, the page reads the address. */
const screens = ['/', '/review', '/hits', '/coverage', '/users'] as const

export type Web = {
  /** What people open, with the public address when there is one. */
  url: string
  close(): Promise<void>
}

/** Serves the page, its API, pictures and health. Resolves when it listens. @throws Error when the port is taken or the page not built */
export async function openWeb(parts: WebParts): Promise<Web> {
  const { settings, log } = parts
  const files = await readPageFiles(parts.pageFolder)
  const here: { url: string; cookie: SessionCookie } = { url: '', cookie: { name: '', secure: false } }
  const app = appOf(parts, files, here)
  const server = createServer(
    { requestTimeout: requestTimeLimitMs, headersTimeout: headersTimeLimitMs, connectionsCheckingInterval: 5_000 },
    getRequestListener(app.fetch),
  )
  server.maxConnections = connectionsMax
  server.listen(settings.port, settings.host)
  await once(server, 'listening')
  here.url = settings.publicUrl ?? addressOf(server, settings.host)
  here.cookie = sessionCookie(here.url)
  log.info({ url: here.url }, 'page is served')
  return { url: here.url, close: () => close(server) }
}

function appOf(parts: WebParts, files: PageFiles, here: { url: string; cookie: SessionCookie }): Hono<WebEnv> {
  const { settings, log } = parts
  const metrics = openMetrics(parts)
  const signedIn = needsUser(parts, () => here.cookie)
  const app = new Hono<WebEnv>()
  app.onError(answerProblem(log))
  app.use(safeHeaders(settings.publicUrl?.startsWith('https:') ?? false))
  app.use(metrics.timed)
  // Health is asked by address, from containers and load balancers: it tells nothing that the name would protect.
  app.route('/', healthRoutes(parts))
  app.use(hostGuard(ownNames(settings)), originGuard(settings.publicUrl))
  app.use(bodyLimit({ maxSize: bodyBytesMax, onError: tooLarge }), timeout(answerTimeLimitMs))
  app.route(
    '/',
    signInRoutes(parts, () => here.cookie, files),
  )

  app.use('/api/hits', compress())
  app.use('/api/coverage', compress())
  app.use('/api/*', signedIn)
  app.route('/api', hitRoutes(parts, metrics))
  app.route('/api', coverageRoutes(parts))
  app.route('/api', qualityRoutes(parts))
  app.route(
    '/api/users',
    userRoutes(parts, () => here.url),
  )
  app.all('/api/*', (c) => {
    throw notFound('There is no such address.', c.req.path)
  })
  app.use('/pictures/*', signedIn)
  app.route('/pictures', pictureRoutes(parts))
  app.route(
    '/metrics',
    metrics.routes((c, next) => signedInAs(signedIn, c, next)),
  )
  for (const screen of screens) app.get(screen, (c) => files.answer(c, '/index.html'))
  app.get('/*', (c) => (files.has(c.req.path) ? files.answer(c, c.req.path) : files.answer(c, '/index.html', 404)))
  return app
}

const signedInAs = (signedIn: ReturnType<typeof needsUser>, ...[c, next]: Parameters<typeof signedIn>) =>
  signedIn(c, async () => {
    await needsRole('admin')(c, next)
  })

function tooLarge(): never {
  throw new Problem(413, `A request has ${bodyBytesMax / 1024} KiB at the most.`, 'body', 'Send less at once.')
}

function addressOf(server: Server, host: string): string {
  // A string only for pipes, null only when not listening.
  const { port } = server.address() as AddressInfo
  const name = host === '0.0.0.0' || host === '::' || host === '' ? '127.0.0.1' : bracketed(host)
  return `http://${name}:${port}`
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  const cut = setTimeout(() => server.closeAllConnections(), closeTimeLimitMs)
  await closed
  clearTimeout(cut)
}
