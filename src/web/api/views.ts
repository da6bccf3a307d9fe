import { z } from 'zod'
import type { ApiViews } from '../api.ts'
import type { WebParts } from '../parts.ts'
import { checked, jsonOf, notFound, Problem } from '../problem.ts'
import { type Handler, named } from '../route.ts'
import { hitFilter } from './hit-query.ts'

const saved = z.strictObject({
  name: z.string().normalize('NFC').trim().min(1, 'give the view a name').max(60),
  filter: hitFilter,
  isShared: z.boolean(),
})

/** Filters of the list of hits under names. A shared one is seen by all, and changed by who saved it. */
export function viewHandlers({ store, now }: WebParts) {
  const listed = async (user: string): Promise<ApiViews> => ({
    views: (await store.views.of(user)).map(({ owner, ...view }) => ({ ...view, isOwn: owner === user })),
  })
  return {
    list: async (c) => c.json<ApiViews>(await listed(c.var.user.id)),

    async save(c) {
      const view = checked(saved, await jsonOf(c.req), 'body')
      const owner = c.var.user.id
      if ((await store.views.save({ ...view, owner }, now())) === 'full')
        throw new Problem(
          409,
          'You have as many views as one may have.',
          'body.name',
          'Remove one that you do not use.',
        )
      return c.json<ApiViews>(await listed(owner))
    },

    async remove(c) {
      const { id: user, role } = c.var.user
      if (!(await store.views.remove(named(c, 'id'), role === 'admin' ? null : user)))
        throw notFound('There is no such view of yours.', 'id')
      return c.json<ApiViews>(await listed(user))
    },
  } satisfies Record<string, Handler>
}
