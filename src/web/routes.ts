import { cardPartHandlers } from './api/card-parts.ts'
import { coverageHandlers } from './api/coverage.ts'
import { evidenceHandlers } from './api/evidence.ts'
import { exportHandlers } from './api/exports.ts'
import { hitHandlers } from './api/hits.ts'
import { pictureHandlers } from './api/pictures.ts'
import { purchaseFileHandlers, purchaseHandlers } from './api/purchases.ts'
import { qualityHandlers } from './api/quality.ts'
import { userHandlers } from './api/users.ts'
import { viewHandlers } from './api/views.ts'
import { healthHandlers } from './health.ts'
import type { Metrics } from './metrics.ts'
import type { PageFiles } from './page-files.ts'
import type { WebParts } from './parts.ts'
import type { Access, Handler, Route } from './route.ts'
import { type SessionCookie, signInHandlers } from './session.ts'

/** Addresses of the page's screens: each is the same file, the page reads the address. */
const screens = ['/', '/review', '/hits', '/evidence', '/purchases', '/coverage', '/users'] as const

export type RouteParts = {
  parts: WebParts
  metrics: Metrics
  files: PageFiles
  /** What people open, and where their session is kept: known once the server listens. */
  here: { url: string; cookie: SessionCookie }
}

/** Every address of the server and who may ask it. The router and the test of each route with each role are made from it. */
export function routesOf({ parts, metrics, files, here }: RouteParts): Route[] {
  const [health, hits, coverage] = [healthHandlers(parts), hitHandlers(parts, metrics), coverageHandlers(parts)]
  const ofCard = cardPartHandlers(parts)
  const signIn = signInHandlers(parts, () => here.cookie, files)
  const views = viewHandlers(parts)
  const users = userHandlers(parts, () => here.url)
  return [
    { ...get('/healthz', 'anybody', health.alive), isUnderAnyName: true },
    { ...get('/readyz', 'anybody', health.ready), isUnderAnyName: true },
    get('/metrics', 'loopback', metrics.text),

    ...screens.map((path) => get(path, 'anybody', (c) => files.answer(c, '/index.html'))),
    get('/sign-in', 'anybody', signIn.page),
    post('/sign-in/whose', 'anybody', signIn.whose),
    post('/sign-in', 'anybody', signIn.signIn),
    post('/sign-out', 'anybody', signIn.signOut),
    get('/api/session', 'reviewer', coverage.session),

    { ...get('/api/hits', 'reviewer', hits.list), isLong: true },
    get('/api/hits/:id', 'reviewer', hits.card),
    { ...get('/api/hits/:id/description', 'reviewer', ofCard.description), isLong: true },
    get('/api/hits/:id/seller', 'reviewer', ofCard.seller),
    get('/api/hits/:id/alike', 'reviewer', ofCard.alike),
    post('/api/hits/:id/lease', 'reviewer', hits.leaseOne),
    post('/api/leases', 'reviewer', hits.lease),
    post('/api/leases/release', 'reviewer', hits.release),
    post('/api/decisions', 'reviewer', hits.decide),
    post('/api/decisions/:id/undo', 'reviewer', hits.undo),
    { ...get('/api/exports/hits', 'reviewer', exportHandlers(parts).hits), isLarge: true },
    get('/api/views', 'reviewer', views.list),
    post('/api/views', 'reviewer', views.save),
    post('/api/views/:id/remove', 'reviewer', views.remove),
    get('/pictures/:sha256', 'reviewer', pictureHandlers(parts).picture),

    ...evidenceRoutes(parts),

    get('/api/status', 'reviewer', coverage.status),
    { ...get('/api/coverage', 'reviewer', coverage.coverage), isLong: true },
    get('/api/runs', 'reviewer', coverage.runs),
    get('/api/quality', 'reviewer', qualityHandlers(parts).quality),
    post('/api/lanes/:marketplace/resume', 'admin', coverage.resumeLane),

    get('/api/users', 'admin', users.list),
    post('/api/users', 'admin', users.invite),
    post('/api/users/:id/role', 'admin', users.setRole),
    post('/api/users/:id/remove', 'admin', users.remove),
    post('/api/users/:id/end-sessions', 'admin', users.endSessions),
  ]
}

/** Reviewers see that there is evidence and how it is proved; what buyers typed, and what leaves the house, is legal's. */
function evidenceRoutes(parts: WebParts): Route[] {
  const [evidence, purchases, files] = [evidenceHandlers(parts), purchaseHandlers(parts), purchaseFileHandlers(parts)]
  const large = { isLarge: true } as const
  return [
    get('/api/evidence', 'reviewer', evidence.list),
    get('/api/evidence/:id', 'reviewer', evidence.capture),
    get('/api/evidence/:id/pictures/:name', 'reviewer', evidence.picture),
    get('/api/evidence/:id/replay', 'reviewer', evidence.replay),
    get('/api/evidence/:id/changes/:after', 'reviewer', evidence.changes),
    post('/api/captures', 'reviewer', evidence.captureNow),
    post('/api/evidence/:id/again', 'reviewer', evidence.captureAgain),
    { ...post('/api/evidence/:id/verify', 'reviewer', evidence.verify), ...large },
    { ...post('/api/bundles', 'legal', evidence.export), ...large },
    { ...get('/api/bundles/:bundle', 'legal', evidence.bundle), ...large },

    get('/api/purchases', 'reviewer', purchases.list),
    get('/api/purchases/:id', 'reviewer', purchases.show),
    { ...post('/api/purchases/:id/steps/:step', 'legal', purchases.record), ...large },
    { ...post('/api/purchases/:id/accept', 'legal', purchases.accept), ...large },
    post('/api/purchases/:id/withdraw', 'legal', purchases.withdraw),
    get('/api/purchases/:id/label', 'legal', files.label),
    get('/api/purchases/:id/files/:event/:name', 'legal', files.file),
  ]
}

const get = (path: string, role: Access, handler: Handler): Route => ({ method: 'GET', path, role, handler })
const post = (path: string, role: Access, handler: Handler): Route => ({ method: 'POST', path, role, handler })
