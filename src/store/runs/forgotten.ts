import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'
import { visitOf } from '../visits/visit-rows.ts'
import { searchOf } from './coverage-rows.ts'
import type { RunStore } from './run-store.ts'

/** What was planned or ended before an instant and did not go on since, oldest first, at most `limit` of each. */
export async function forgottenSince(
  db: Kysely<Tables>,
  before: Date,
  limit: number,
): ReturnType<RunStore['forgotten']> {
  const searches = await db
    .selectFrom('coverage')
    .innerJoin('watches', 'watches.id', 'coverage.watch_id')
    .selectAll('coverage')
    .select('watches.priority')
    .where('coverage.state', '=', 'planned')
    .where('coverage.planned_at', '<', before)
    .orderBy('coverage.planned_at')
    .limit(limit)
    .execute()
  const visits = await db
    .selectFrom('visits')
    .innerJoin('watches', 'watches.id', 'visits.watch_id')
    .selectAll('visits')
    .select('watches.priority')
    .where('visits.state', '=', 'planned')
    .where('visits.planned_at', '<', before)
    .orderBy('visits.planned_at')
    .limit(limit)
    .execute()
  const runs = await db
    .selectFrom('runs')
    .select('id')
    .where('ended_at', 'is', null)
    .where('planned_at', '<', before)
    .orderBy('planned_at')
    .limit(limit)
    .execute()
  return {
    searches: searches.map((row) => ({ ...searchOf(row), priority: row.priority })),
    unscored: await unscoredSince(db, before, limit),
    visits: visits.map((row) => ({ ...visitOf(row), priority: row.priority })),
    runs: runs.map((row) => row.id),
  }
}

async function unscoredSince(db: Kysely<Tables>, before: Date, limit: number) {
  const { rows } = await sql<{ id: string; of: 'search' | 'visit'; run: string; priority: number }>`
    select b.id, b.of, b.run_id as run, w.priority
    from (
      (select id, 'search' as of, run_id, watch_id, ended_at from coverage
        where ended_at is not null and scored_at is null and ended_at < ${before} order by ended_at limit ${limit})
      union all
      (select id, 'visit' as of, run_id, watch_id, ended_at from visits
        where ended_at is not null and scored_at is null and ended_at < ${before} order by ended_at limit ${limit})
    ) b join watches w on w.id = b.watch_id
    order by b.ended_at limit ${limit}`.execute(db)
  return rows
}
