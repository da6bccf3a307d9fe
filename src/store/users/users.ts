import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'
import { inTransaction } from '../transaction.ts'
import type { UserStore } from './user-store.ts'

export const userStore = (db: Kysely<Tables>): UserStore => ({
  ensure: (name, role, now) =>
    db
      .insertInto('users')
      .values({ id: sql<string>`gen_random_uuid()::text`, name, role, created_at: now })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ role }))
      .returning(['id', 'name', 'role'])
      .executeTakeFirstOrThrow(),

  all: () => db.selectFrom('users').select(['id', 'name', 'role']).orderBy('name').execute(),

  async addSigninLink(user, tokenHash, expiresAt) {
    await db
      .insertInto('signin_links')
      .values({ token_hash: tokenHash, user_id: user, expires_at: expiresAt })
      .execute()
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
      await trx.deleteFrom('sessions').where('expires_at', '<=', now).execute()
      await trx
        .insertInto('sessions')
        .values({ token_hash: sessionHash, user_id: link.user_id, expires_at: sessionExpiresAt, created_at: now })
        .execute()
      return trx
        .selectFrom('users')
        .select(['id', 'name', 'role'])
        .where('id', '=', link.user_id)
        .executeTakeFirstOrThrow()
    }),

  async session(tokenHash, now) {
    const user = await db
      .selectFrom('sessions')
      .innerJoin('users', 'users.id', 'sessions.user_id')
      .select(['users.id', 'users.name', 'users.role'])
      .where('sessions.token_hash', '=', tokenHash)
      .where('sessions.expires_at', '>', now)
      .executeTakeFirst()
    return user ?? null
  },

  async endSession(tokenHash) {
    await db.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute()
  },
})
