import { randomBytes } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { sessionMs, tokenBytes, tokenHash, tokenOf } from '../model/sign-in.ts'
import type { Role } from '../store/users/user-store.ts'
import type { PageFiles } from './page-files.ts'
import type { WebEnv, WebParts } from './parts.ts'
import { Problem } from './problem.ts'
import type { Handler } from './route.ts'

/** Where the session's token is kept by the browser. */
export type SessionCookie = { name: string; secure: boolean }

/** Cookies do not know ports: the name does, so that two morgianas on one host do not sign each other out. */
export const sessionCookie = (url: string): SessionCookie => {
  const { protocol, port } = new URL(url)
  return protocol === 'https:'
    ? { name: '__Host-morgiana', secure: true }
    : { name: `morgiana-${port || '80'}`, secure: false }
}

/** Strict is enough: the page that the link leads to is the same for everybody, and asks with the cookie itself. */
const keep = (c: Context, cookie: SessionCookie, token: string) =>
  setCookie(c, cookie.name, token, {
    httpOnly: true,
    sameSite: 'Strict',
    secure: cookie.secure,
    path: '/',
    maxAge: sessionMs / 1000,
  })

/** Lets only people in who are signed in, and says who in `c.var.user`. */
export const needsUser =
  ({ store, now }: WebParts, cookie: () => SessionCookie): MiddlewareHandler<WebEnv> =>
  async (c, next) => {
    const token = getCookie(c, cookie().name)
    const user = token ? await store.users.session(tokenHash(token), now()) : null
    if (!user)
      throw new Problem(
        401,
        'You are not signed in.',
        'session',
        'Open your sign-in link, or ask for a new one: morgiana user link NAME.',
      )
    c.set('user', user)
    await next()
  }

export const needsRole =
  (role: Role): MiddlewareHandler<WebEnv> =>
  async (c, next) => {
    const { name, role: own } = c.get('user')
    if (own !== role)
      throw new Problem(
        403,
        `This is for the role ${role}; ${name} is ${own}.`,
        c.req.path,
        `Ask an administrator: morgiana user add "${name}" --role ${role}.`,
      )
    await next()
  }

export function signInHandlers(parts: WebParts, cookie: () => SessionCookie, files: PageFiles) {
  const { store, now } = parts
  return {
    async signIn(c) {
      const token = c.req.query('token') ?? ''
      // A look ahead by a mail program or a browser must not use the link up.
      if (c.req.method === 'HEAD' || /prefetch|prerender/.test(c.req.header('sec-purpose') ?? ''))
        return c.body(null, 204)
      const session = tokenOf(randomBytes(tokenBytes))
      const at = now()
      const until = new Date(at.getTime() + sessionMs)
      const user = await store.users.useSigninLink(tokenHash(token), tokenHash(session), at, until)
      if (!user) return files.answer(c, '/index.html', 410)
      keep(c, cookie(), session)
      return c.redirect('/', 303)
    },

    async signOut(c) {
      const token = getCookie(c, cookie().name)
      if (token) await store.users.endSession(tokenHash(token))
      deleteCookie(c, cookie().name, { path: '/', secure: cookie().secure })
      return c.body(null, 204)
    },
  } satisfies Record<string, Handler>
}
