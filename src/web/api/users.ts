import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { readUserName, signinLink, signinLinkMs, tokenBytes, tokenHash, tokenOf } from '../../model/sign-in.ts'
import type { ApiInvited, ApiUsers } from '../api.ts'
import type { WebParts } from '../parts.ts'
import { checked, Problem } from '../problem.ts'
import type { Handler } from '../route.ts'
import { jsonOf } from './hits.ts'

const invitation = z.strictObject({
  name: z.string().transform((text, context) => {
    const read = readUserName(text)
    if (read.ok) return read.name
    context.addIssue(read.why)
    return z.NEVER
  }),
  role: z.enum(['admin', 'reviewer']),
})

export function userHandlers({ store, now }: WebParts, url: () => string) {
  return {
    async list(c) {
      const users = await store.users.all()
      return c.json<ApiUsers>({ users: users.map(({ id, name, role }) => ({ id, name, role })) })
    },

    // Adds somebody, or gives the one of that name the role and a new link.
    async invite(c) {
      const { name, role } = checked(invitation, await jsonOf(c.req), 'body')
      if (name === c.var.user.name && role !== c.var.user.role)
        throw new Problem(
          409,
          'You cannot take your own role away.',
          'body.role',
          'Ask another administrator to do it.',
        )
      const at = now()
      await store.audit.append({ who: c.var.user.id, action: 'user.invite', what: { name, role }, now: at })
      const user = await store.users.ensure(name, role, at)
      const token = tokenOf(randomBytes(tokenBytes))
      const expiresAt = new Date(at.getTime() + signinLinkMs)
      await store.users.addSigninLink(user.id, tokenHash(token), expiresAt)
      const { id } = user
      return c.json<ApiInvited>({
        user: { id, name: user.name, role: user.role },
        link: signinLink(url(), token),
        expiresAt: expiresAt.toISOString(),
      })
    },
  } satisfies Record<string, Handler>
}
