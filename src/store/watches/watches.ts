import { type Kysely, sql } from 'kysely'
import { toJson } from '../storable.ts'
import type { Tables } from '../tables.ts'
import type { WatchStore } from './watch-store.ts'

export const watchStore = (db: Kysely<Tables>): WatchStore => ({
  async save(watch, active, now) {
    const row = { brand: watch.brand, active, priority: watch.priority, data: toJson(watch), updated_at: now }
    await db
      .insertInto('watches')
      .values({ id: watch.id, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute()
  },

  async load(id) {
    const row = await db.selectFrom('watches').select('data').where('id', '=', id).executeTakeFirst()
    return row?.data ?? null
  },

  async all() {
    const rows = await db
      .selectFrom('watches')
      .leftJoinLateral(
        (eb) =>
          eb
            .selectFrom('runs')
            .select(['runs.id as run', 'runs.planned_at', 'runs.ended_at'])
            .whereRef('runs.watch_id', '=', 'watches.id')
            .orderBy('runs.planned_at', 'desc')
            .orderBy('runs.id')
            .limit(1)
            .as('last'),
        (join) => join.onTrue(),
      )
      .select(['watches.data', 'watches.active', 'last.run', 'last.planned_at', 'last.ended_at'])
      .orderBy('watches.id')
      .execute()
    return rows.map(({ data, active, run, planned_at, ended_at }) => ({
      watch: data,
      active,
      lastRun: run !== null && planned_at !== null ? { id: run, plannedAt: planned_at, endedAt: ended_at } : null,
    }))
  },

  async keepActive(ids) {
    await db
      .updateTable('watches')
      .set({ active: false })
      .where('active', '=', true)
      .where(sql<boolean>`id <> all(${[...ids]}::text[])`)
      .execute()
  },
})
