import type { MiddlewareHandler } from 'hono'
import type { WebEnv } from './parts.ts'
import { Problem } from './problem.ts'

const loopbackNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])
const wildcards: ReadonlySet<string> = new Set(['0.0.0.0', '::', '[::]', ''])

/** The host part of a Host header, lower case, or null when it is none. */
export function hostnameOf(header: string | undefined): string | null {
  if (!header || !/^[\w.\-:[\]]+$/.test(header)) return null
  return URL.canParse(`http://${header}`) ? new URL(`http://${header}`).hostname : null
}

export const isLoopbackName = (hostname: string | null): boolean => hostname !== null && loopbackNames.has(hostname)

/** Names that this server answers to: loopback, the address it was told to listen on, and its public one. */
export function ownNames(settings: { host: string; publicUrl: string | null }): ReadonlySet<string> {
  const names = new Set(loopbackNames)
  const listened = wildcards.has(settings.host) ? null : hostnameOf(bracketed(settings.host))
  if (listened) names.add(listened)
  if (settings.publicUrl) names.add(new URL(settings.publicUrl).hostname)
  return names
}

export const bracketed = (host: string): string => (host.includes(':') && !host.startsWith('[') ? `[${host}]` : host)

/** A name that points here but is not ours is somebody else's page that has been pointed at us (DNS rebinding). */
export function hostGuard(names: ReadonlySet<string>): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    const hostname = hostnameOf(c.req.header('host'))
    if (hostname === null || !names.has(hostname))
      throw new Problem(
        421,
        'morgiana does not answer to this name.',
        `host ${hostname ?? '(none)'}`,
        'Open the address that morgiana printed, or set MORGIANA_PUBLIC_URL to the address that people use.',
      )
    await next()
  }
}

/**
 * Whether a request that changes something comes from our own page: browsers say so in Sec-Fetch-Site, Origin or both,
 * and what says neither is refused.
 */
export function isSameOrigin(
  headers: { site: string | undefined; origin: string | undefined; host: string | undefined },
  publicUrl: string | null,
): boolean {
  const { site, origin, host } = headers
  if (site === undefined && origin === undefined) return false
  if (site !== undefined && site !== 'same-origin') return false
  if (origin === undefined) return true
  const ours = [`http://${host}`, `https://${host}`, ...(publicUrl ? [new URL(publicUrl).origin] : [])]
  return ours.includes(origin)
}

export function originGuard(publicUrl: string | null): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    const asks = c.req.method !== 'GET' && c.req.method !== 'HEAD'
    const headers = {
      site: c.req.header('sec-fetch-site'),
      origin: c.req.header('origin'),
      host: c.req.header('host'),
    }
    if (asks && !isSameOrigin(headers, publicUrl))
      throw new Problem(403, 'This did not come from morgiana’s own page.', 'origin', 'Use the page itself.')
    await next()
  }
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ')

/** On every answer, errors too. Nothing is kept by caches unless a route says otherwise. */
export function safeHeaders(isHttps: boolean): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    await next()
    // A stored page is shown in a stricter one of its own.
    const isStricter = c.res.headers.get('Content-Security-Policy')?.startsWith('sandbox;')
    if (!isStricter) c.header('Content-Security-Policy', policy)
    c.header('Referrer-Policy', 'no-referrer')
    c.header('X-Content-Type-Options', 'nosniff')
    if (!c.res.headers.has('X-Frame-Options')) c.header('X-Frame-Options', 'DENY')
    c.header('Cross-Origin-Opener-Policy', 'same-origin')
    c.header('Cross-Origin-Resource-Policy', 'same-origin')
    c.header('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=()')
    if (isHttps) c.header('Strict-Transport-Security', 'max-age=31536000')
    if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store')
  }
}
