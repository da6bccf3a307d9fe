import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { timeout } from 'hono/timeout'
import { accessOf } from './access.ts'
import { bracketed, hostGuard, originGuard, ownNames, safeHeaders } from './guard.ts'
import { openMetrics } from './metrics.ts'
import { type PageFiles, readPageFiles } from './page-files.ts'
import type { WebEnv, WebParts } from './parts.ts'
import { answerProblem, notFound, Problem } from './problem.ts'
import type { Route } from './route.ts'
import { type RouteParts, routesOf } from './routes.ts'
import { needsUser, sessionCookie } from './session.ts'

/** Limits of one request; past them it is answered with what was exceeded, or cut. */
const bodyBytesMax = 64 * 1024
const answerTimeLimitMs = 15_000
/** Of routes that take photographs in, or make a bundle. */
const largeBodyBytesMax = 64 * 1024 * 1024
const largeTimeLimitMs = 115_000
/** Of a whole request on its way in: a phone sends photographs slowly. What is not large is cut by its answer's limit before. */
const requestTimeLimitMs = 120_000
const headersTimeLimitMs = 10_000
const connectionsMax = 500
/** A stop waits this long for answers under way. */
const closeTimeLimitMs = 5_000

export type Web = {
  /** What people open, with the public address when there is one. */
  url: string
  close(): Promise<void>
}

/** Serves the page, its API, pictures and health. Resolves when it listens. @throws Error when the port is taken or the page not built */
export async function openWeb(parts: WebParts): Promise<Web> {
  const { settings, log } = parts
  const files = await readPageFiles(parts.pageFolder)
  const here: RouteParts['here'] = { url: '', cookie: { name: '', secure: false } }
  const app = appOf(parts, files, here)
  const server = createServer(
    { requestTimeout: requestTimeLimitMs, headersTimeout: headersTimeLimitMs, connectionsCheckingInterval: 5_000 },
    getRequestListener(app.fetch),
  )
  server.maxConnections = connectionsMax
  server.listen(settings.port, settings.host)
  await once(server, 'listening')
  // From now on one that cannot be taken (no descriptors left) is no reason to end.
  server.on('error', (error) => log.error({ err: error }, 'a connection could not be taken'))
  here.url = settings.publicUrl ?? addressOf(server, settings.host)
  here.cookie = sessionCookie(here.url)
  log.info({ url: here.url }, 'page is served')
  return { url: here.url, close: () => close(server) }
}

function appOf(parts: WebParts, files: PageFiles, here: RouteParts['here']): Hono<WebEnv> {
  const { settings, log } = parts
  const metrics = openMetrics(parts)
  const signedIn = needsUser(parts, () => here.cookie)
  const routes = routesOf({ parts, metrics, files, here })
  const app = new Hono<WebEnv>()
  app.onError(answerProblem(log))
  app.use(safeHeaders(settings.publicUrl?.startsWith('https:') ?? false))
  app.use(metrics.timed)
  for (const route of routes) if (route.isUnderAnyName) addRoute(app, route, signedIn)
  app.use(hostGuard(ownNames(settings)), originGuard(settings.publicUrl))
  for (const { path, isLong } of routes) if (isLong) app.use(path, compress())
  for (const route of routes) if (!route.isUnderAnyName) addRoute(app, route, signedIn)
  // What is not in the table tells a stranger no more than that they are one.
  app.use(...limitsOf(false))
  app.all('/api/*', signedIn, (c) => {
    throw notFound('There is no such address.', c.req.path)
  })
  app.use('/pictures/*', signedIn)
  app.get('/*', (c) => (files.has(c.req.path) ? files.answer(c, c.req.path) : files.answer(c, '/index.html', 404)))
  return app
}

const addRoute = (app: Hono<WebEnv>, route: Route, signedIn: MiddlewareHandler<WebEnv>) => {
  const { method, path, role, handler, isLarge = false } = route
  app.on(method, path, ...limitsOf(isLarge), accessOf(role, signedIn), handler)
}

/** How much and how long one request may be. */
function limitsOf(isLarge: boolean): [MiddlewareHandler<WebEnv>, MiddlewareHandler<WebEnv>] {
  const maxSize = isLarge ? largeBodyBytesMax : bodyBytesMax
  const onError = (): never => {
    throw new Problem(413, `A request has ${maxSize / 1024} KiB at the most.`, 'body', 'Send less at once.')
  }
  return [bodyLimit({ maxSize, onError }), timeout(isLarge ? largeTimeLimitMs : answerTimeLimitMs)]
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
