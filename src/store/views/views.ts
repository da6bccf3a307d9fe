import { type Kysely, sql } from 'kysely'
import { derivedId, toJson } from '../storable.ts'
import type { Tables } from '../tables.ts'
import { inTransaction } from '../transaction.ts'
import type { HitView, ViewStore } from './view-store.ts'

/** More names than anybody finds again. */
const ownMax = 100

export const viewStore = (db: Kysely<Tables>): ViewStore => ({
  async of(user) {
    const { rows } = await sql<HitView>`
      select v.id, v.name, v.filter, v.owner, u.name as by, v.shared as "isShared"
      from hit_views v join users u on u.id = v.owner
      where v.owner = ${user} or v.shared order by v.name, u.name`.execute(db)
    return rows
  },

  save: ({ owner, name, filter, isShared }, now) =>
    inTransaction(db, async (trx) => {
      // One after the other for one owner: counted and saved together.
      await sql`select from users where id = ${owner} for update`.execute(trx)
      const id = derivedId('hit-view', owner, name)
      const { rows } = await sql<{ others: number }>`
        select count(*)::int as others from hit_views where owner = ${owner} and id <> ${id}`.execute(trx)
      if ((rows[0]?.others ?? 0) >= ownMax) return 'full'
      await sql`
        insert into hit_views (id, owner, name, filter, shared, saved_at)
        values (${id}, ${owner}, ${name}, ${toJson(filter)}, ${isShared}, ${now})
        on conflict (id) do update set filter = excluded.filter, shared = excluded.shared, saved_at = excluded.saved_at`.execute(
        trx,
      )
      return 'saved'
    }),

  async remove(id, owner) {
    const all = db.deleteFrom('hit_views').where('id', '=', id)
    const { numDeletedRows } = await (owner === null ? all : all.where('owner', '=', owner)).executeTakeFirst()
    return numDeletedRows > 0n
  },
})
