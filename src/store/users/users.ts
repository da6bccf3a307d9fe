import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'
import { inTransaction, type Trx } from '../transaction.ts'
import type { Role, UserStore } from './user-store.ts'

const userColumns = ['users.id', 'users.name', 'users.role'] as const

export const userStore = (db: Kysely<Tables>): UserStore => ({
  ensure: (name, role, now) => ensure(db, name, role, now),

  async named(name) {
    const query = db.selectFrom('users').select(userColumns).where('name', '=', name).where('removed_at', 'is', null)
    return (await query.executeTakeFirst()) ?? null
  },

  async all(now) {
    const rows = await db
      .selectFrom('users')
      .leftJoin('sessions', (join) =>
        join.onRef('sessions.user_id', '=', 'users.id').on('sessions.expires_at', '>', now),
      )
      .select(userColumns)
      .select((eb) => [
        eb.fn.count<number>('sessions.token_hash').as('sessions'),
        eb.fn.max('sessions.created_at').as('signedInAt'),
      ])
      .where('removed_at', 'is', null)
      .groupBy('users.id')
      .orderBy('users.name')
      .execute()
    return rows
  },

  setRole: (user, role) =>
    inTransaction(db, async (trx) => {
      const state = await lockOf(trx, user)
      if (state === null) return 'missing'
      if (role !== 'admin' && state === 'last admin') return 'last'
      await trx.updateTable('users').set({ role }).where('id', '=', user).execute()
      return 'set'
    }),

  remove: (user, now) =>
    inTransaction(db, async (trx) => {
      const state = await lockOf(trx, user)
      if (state === null) return 'missing'
      if (state === 'last admin') return 'last'
      await trx.updateTable('users').set({ removed_at: now }).where('id', '=', user).execute()
      await endSessions(trx, user)
      await trx.updateTable('hits').set({ leased_by: null, leased_until: null }).where('leased_by', '=', user).execute()
      return 'removed'
    }),

  endSessions: (user, now) => inTransaction(db, (trx) => endSessions(trx, user, now)),

  async addSigninLink(user, tokenHash, expiresAt) {
    await db
      .insertInto('signin_links')
      .values({ token_hash: tokenHash, user_id: user, expires_at: expiresAt })
      .execute()
  },

  async signinLink(tokenHash, now) {
    const user = await db
      .selectFrom('signin_links')
      .innerJoin('users', 'users.id', 'signin_links.user_id')
      .select(userColumns)
      .where('signin_links.token_hash', '=', tokenHash)
      .where('signin_links.used_at', 'is', null)
      .where('signin_links.expires_at', '>', now)
      .where('users.removed_at', 'is', null)
      .executeTakeFirst()
    return user ?? null
  },

  useSigninLink: (tokenHash, sessionHash, now, sessionExpiresAt) =>
    inTransaction(db, async (trx) => {
      // Of many at once, one finds it unused.
      const link = await trx
        .updateTable('signin_links')
        .set({ used_at: now })
        .where('token_hash', '=', tokenHash)
        .where('used_at', 'is', null)
        .where('expires_at', '>', now)
        .returning('user_id')
        .executeTakeFirst()
      if (!link) return null
      // A removal that is under way is waited for: no session begins behind its back.
      const user = await trx
        .selectFrom('users')
        .select(userColumns)
        .where('id', '=', link.user_id)
        .where('removed_at', 'is', null)
        .forShare()
        .executeTakeFirst()
      if (!user) return null
      await trx.deleteFrom('sessions').where('expires_at', '<=', now).execute()
      await trx
        .insertInto('sessions')
        .values({ token_hash: sessionHash, user_id: user.id, expires_at: sessionExpiresAt, created_at: now })
        .execute()
      return user
    }),

  async session(tokenHash, now) {
    const user = await db
      .selectFrom('sessions')
      .innerJoin('users', 'users.id', 'sessions.user_id')
      .select(userColumns)
      .where('sessions.token_hash', '=', tokenHash)
      .where('sessions.expires_at', '>', now)
      .where('users.removed_at', 'is', null)
      .executeTakeFirst()
    return user ?? null
  },

  async endSession(tokenHash) {
    await db.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute()
  },
})

const ensure = (db: Kysely<Tables>, name: string, role: Role, now: Date) =>
  db
    .insertInto('users')
    .values({ id: sql<string>`gen_random_uuid()::text`, name, role, created_at: now })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({
        // A role is never changed in passing; only who was removed is given one anew.
        role: sql<Role>`case when users.removed_at is null then users.role else excluded.role end`,
        removed_at: null,
      }),
    )
    .returning(['id', 'name', 'role'])
    .executeTakeFirstOrThrow()

/** One change of administrators at a time: two who remove each other at once must not leave nobody. */
async function lockOf(trx: Trx, user: string): Promise<'user' | 'last admin' | null> {
  const admins = await trx
    .selectFrom('users')
    .select('id')
    .where('role', '=', 'admin')
    .where('removed_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
  const query = trx.selectFrom('users').select('id').where('id', '=', user).where('removed_at', 'is', null)
  if (!(await query.forUpdate().executeTakeFirst())) return null
  return admins.length === 1 && admins[0]?.id === user ? 'last admin' : 'user'
}

/** @param now sessions that had ended by then are not counted */
async function endSessions(trx: Trx, user: string, now?: Date): Promise<number> {
  await trx.deleteFrom('signin_links').where('user_id', '=', user).where('used_at', 'is', null).execute()
  const ended = await trx.deleteFrom('sessions').where('user_id', '=', user).returning('expires_at').execute()
  return ended.filter(({ expires_at }) => now === undefined || expires_at > now).length
}
