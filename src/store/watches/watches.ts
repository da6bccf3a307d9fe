import { type ExpressionBuilder, type Kysely, sql } from 'kysely'
import { storableText, toJson } from '../storable.ts'
import type { Tables } from '../tables.ts'
import type { WatchStore } from './watch-store.ts'

export const watchStore = (db: Kysely<Tables>): WatchStore => ({
  async save(watch, active, now) {
    const row = {
      brand: storableText(watch.brand),
      active,
      priority: watch.priority,
      data: toJson(watch),
      updated_at: now,
    }
    await db
      .insertInto('watches')
      .values({ id: watch.id, ...row, scheduled_at: now })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet({
          ...row,
          scheduled_at: sql<Date | null>`case
            when excluded.active and (not watches.active or watches.data->'schedule' is distinct from excluded.data->'schedule')
            then excluded.scheduled_at else watches.scheduled_at end`,
        }),
      )
      .execute()
  },

  async load(id) {
    const row = await db.selectFrom('watches').select('data').where('id', '=', id).executeTakeFirst()
    return row?.data ?? null
  },

  async all() {
    const rows = await db
      .selectFrom('watches')
      .leftJoinLateral(lastRunOf('crawl'), (join) => join.onTrue())
      .leftJoinLateral(lastRunOf('import'), (join) => join.onTrue())
      .select(['data', 'active', 'scheduled_at'])
      .select(['crawl.run', 'crawl.planned_at', 'crawl.ended_at'])
      .select(['import.run as importRun', 'import.planned_at as importPlanned', 'import.ended_at as importEnded'])
      .orderBy('watches.id')
      .execute()
    return rows.map((row) => ({
      watch: row.data,
      active: row.active,
      scheduledAt: row.scheduled_at,
      lastRun: runOf(row.run, row.planned_at, row.ended_at),
      lastImport: runOf(row.importRun, row.importPlanned, row.importEnded),
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

/** What a crawl covered is not told by what somebody imported since: the newest run of each kind. */
const lastRunOf =
  <Kind extends 'crawl' | 'import'>(kind: Kind) =>
  (eb: ExpressionBuilder<Tables, 'watches'>) =>
    eb
      .selectFrom('runs')
      .select(['runs.id as run', 'runs.planned_at', 'runs.ended_at'])
      .whereRef('runs.watch_id', '=', 'watches.id')
      .where('runs.trigger', kind === 'import' ? '=' : '<>', 'import')
      .orderBy('runs.planned_at', 'desc')
      .orderBy('runs.id')
      .limit(1)
      .as(kind)

const runOf = (id: string | null, plannedAt: Date | null, endedAt: Date | null) =>
  id !== null && plannedAt !== null ? { id, plannedAt, endedAt } : null
