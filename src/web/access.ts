import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, MiddlewareHandler } from 'hono'
import { hostnameOf, isLoopbackName } from './guard.ts'
import type { WebEnv } from './parts.ts'
import type { Access } from './route.ts'
import { needsRole } from './session.ts'

/** Lets in whom a row of the table names. @param signedIn lets in who has a session, and says who in `c.var.user` */
export function accessOf(role: Access, signedIn: MiddlewareHandler<WebEnv>): MiddlewareHandler<WebEnv> {
  if (role === 'anybody') return (_c, next) => next()
  if (role === 'reviewer') return signedIn
  const isOfRole = needsRole(role === 'loopback' ? 'admin' : role)
  return async (c, next) => {
    if (role === 'loopback' && isFromHere(c)) return next()
    await signedIn(c, async () => {
      await isOfRole(c, next)
    })
  }
}

/** From loopback itself, and not through a proxy that stands there. */
export function isFromHere(c: Context<WebEnv>): boolean {
  const { address } = getConnInfo(c).remote
  const isForwarded = c.req.header('x-forwarded-for') ?? c.req.header('forwarded')
  const isLoopback = address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1'
  return isLoopback && isForwarded === undefined && isLoopbackName(hostnameOf(c.req.header('host')))
}
