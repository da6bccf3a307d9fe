import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { readUserName, signinLink, signinLinkMs, tokenBytes, tokenHash, tokenOf } from '../../model/sign-in.ts'
import type { KnownUser, Role, User } from '../../store/users/user-store.ts'
import type { ApiInvited, ApiKnownUser, ApiUsers } from '../api.ts'
import type { WebParts } from '../parts.ts'
import { checked, jsonOf, notFound, Problem } from '../problem.ts'
import { type Handler, named } from '../route.ts'
import { isoOf } from '../wire.ts'

const role = z.enum(['admin', 'legal', 'reviewer'])
const invitation = z.strictObject({
  name: z.string().transform((text, context) => {
    const read = readUserName(text)
    if (read.ok) return read.name
    context.addIssue(read.why)
    return z.NEVER
  }),
  role,
})

/** Who may come in. Each action is in the log before it is done: one that the log does not know of would be worse. */
export function userHandlers({ store, now }: WebParts, url: () => string) {
  const noted = (who: User, action: string, what: { name: string; role: Role }) =>
    store.audit.append({ who: who.name, action, what, now: now() })
  const userOf = async (id: string): Promise<KnownUser> => {
    const user = (await store.users.all(now())).find((each) => each.id === id)
    if (!user) throw notFound('There is no such user.', 'id')
    return user
  }

  return {
    list: async (c) => c.json<ApiUsers>({ users: (await store.users.all(now())).map(userOnWire) }),

    // Adds somebody, or makes a new link for one who is there. It never changes a role: that is asked for by itself.
    async invite(c) {
      const asked = checked(invitation, await jsonOf(c.req), 'body')
      const known = await store.users.named(asked.name)
      if (known && known.role !== asked.role) throw otherRole(known)
      await noted(c.var.user, 'user.invite', asked)
      const at = now()
      const user = await store.users.ensure(asked.name, asked.role, at)
      const token = tokenOf(randomBytes(tokenBytes))
      const expiresAt = new Date(at.getTime() + signinLinkMs)
      await store.users.addSigninLink(user.id, tokenHash(token), expiresAt)
      return c.json<ApiInvited>({ user, link: signinLink(url(), token), expiresAt: expiresAt.toISOString() })
    },

    async setRole(c) {
      const asked = checked(z.strictObject({ role }), await jsonOf(c.req), 'body')
      const user = await userOf(named(c, 'id'))
      if (user.id === c.var.user.id) throw ownDoing('You cannot change your own role.')
      await noted(c.var.user, 'user.role', { name: user.name, role: asked.role })
      if ((await store.users.setRole(user.id, asked.role)) === 'last') throw lastAdmin(user)
      return c.json<{ user: ApiKnownUser }>({ user: userOnWire(await userOf(user.id)) })
    },

    async remove(c) {
      const user = await userOf(named(c, 'id'))
      if (user.id === c.var.user.id) throw ownDoing('You cannot remove yourself.')
      await noted(c.var.user, 'user.remove', { name: user.name, role: user.role })
      if ((await store.users.remove(user.id, now())) === 'last') throw lastAdmin(user)
      return c.body(null, 204)
    },

    async endSessions(c) {
      const user = await userOf(named(c, 'id'))
      await noted(c.var.user, 'user.sign-out', { name: user.name, role: user.role })
      return c.json<{ ended: number }>({ ended: await store.users.endSessions(user.id, now()) })
    },
  } satisfies Record<string, Handler>
}

const userOnWire = ({ id, name, role, sessions, signedInAt }: KnownUser): ApiKnownUser => ({
  ...{ id, name, role, sessions },
  signedInAt: isoOf(signedInAt),
})

const otherRole = ({ name, role }: User) =>
  new Problem(
    409,
    `${name} is ${role} already. Nothing was changed.`,
    'body.role',
    'Change the role in the list, or make a new link as they are.',
  )
const lastAdmin = ({ name }: User) =>
  new Problem(409, `${name} is the last administrator.`, 'id', 'Make somebody else an administrator first.')
const ownDoing = (what: string) => new Problem(409, what, 'id', 'Ask another administrator to do it.')
