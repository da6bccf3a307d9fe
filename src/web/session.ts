import { randomBytes } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import { sessionMs, tokenBytes, tokenHash, tokenOf } from '../model/sign-in.ts'
import type { Role } from '../store/users/user-store.ts'
import type { PageFiles } from './page-files.ts'
import type { WebEnv, WebParts } from './parts.ts'
import { checked, jsonOf, Problem } from './problem.ts'
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

/** Strict is enough: the page that a link leads to is the same for everybody, and asks with the cookie itself. */
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
        `Ask an administrator: morgiana user role "${name}" --role ${role}.`,
      )
    await next()
  }

const signIn = z.strictObject({ token: z.string().min(1).max(200) })

/**
 * A link is opened by mail programs, scanners and browsers before a person does: opening it shows the page, and only its
 * button, which sends the token, signs in.
 */
export function signInHandlers(parts: WebParts, cookie: () => SessionCookie, files: PageFiles) {
  const { store, now } = parts
  const tokenHashIn = async (c: Context) => tokenHash(checked(signIn, await jsonOf(c.req), 'body').token)
  return {
    async page(c) {
      const user = await store.users.signinLink(tokenHash(c.req.query('token') ?? ''), now())
      return files.answer(c, '/index.html', user ? 200 : 410)
    },

    async whose(c) {
      const user = await store.users.signinLink(await tokenHashIn(c), now())
      if (!user) throw deadLink()
      return c.json<{ name: string }>({ name: user.name })
    },

    async signIn(c) {
      const session = tokenOf(randomBytes(tokenBytes))
      const at = now()
      const until = new Date(at.getTime() + sessionMs)
      const user = await store.users.useSigninLink(await tokenHashIn(c), tokenHash(session), at, until)
      if (!user) throw deadLink()
      keep(c, cookie(), session)
      return c.json<{ name: string }>({ name: user.name })
    },

    async signOut(c) {
      const token = getCookie(c, cookie().name)
      if (token) await store.users.endSession(tokenHash(token))
      deleteCookie(c, cookie().name, { path: '/', secure: cookie().secure })
      return c.body(null, 204)
    },
  } satisfies Record<string, Handler>
}

const deadLink = () =>
  new Problem(410, 'This link does not work any more.', 'body.token', 'Ask for a new one: morgiana user link NAME.')
