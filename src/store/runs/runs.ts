import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { PlannedSearch } from '../../model/coverage.ts'
import { unchangedSaid } from '../../model/visit-words.ts'
import type { Tables } from '../tables.ts'
import { inTransaction, type Trx } from '../transaction.ts'
import { coverageOfRun, covered, pageCountsOf, planSearches } from './coverage-rows.ts'
import { forgottenSince } from './forgotten.ts'
import type { MissedVisits, RunProgress, RunStore } from './run-store.ts'

/** Rows of one statement: PostgreSQL takes 65,535 parameters. */
const searchesAtOnce = 1_000
/** Reasons why visits were missed; what is rarer says no more. */
const missedReasonsMax = 100

export const runStore = (db: Kysely<Tables>): RunStore => ({
  plan: (run, searches, now) => inTransaction(db, (trx) => planRun(trx, run, searches, now)),

  planDue: (run, searches, due, now) =>
    inTransaction(db, async (trx) => {
      await trx.selectFrom('watches').select('id').where('id', '=', run.watch).forUpdate().executeTakeFirstOrThrow()
      const last = await trx
        .selectFrom('runs')
        .select(['id', 'planned_at', 'ended_at'])
        .where('watch_id', '=', run.watch)
        .where('trigger', '<>', 'import')
        .orderBy('planned_at', 'desc')
        .limit(1)
        .executeTakeFirst()
      if (last && last.ended_at === null) return { run: last.id, planned: false }
      if (last && (due === null || last.planned_at >= due)) return null
      await planRun(trx, run, searches, now)
      return { run: run.id, planned: true }
    }),

  async progress(run) {
    const [found] = await progressOf(db, sql`where r.id = ${run}`)
    return found ?? null
  },

  latest: (limit) =>
    progressOf(db, sql`where r.id in (select id from runs order by planned_at desc, id limit ${limit})`),

  async endIfDone(run, now) {
    // One statement, one snapshot: a search ends in the transaction that plans its next page and leaves it unscored.
    await sql`
      update runs set ended_at = ${now}
      where id = ${run} and ended_at is null
        and not exists (select from coverage where run_id = ${run} and scored_at is null)
        and not exists (select from visits where run_id = ${run} and scored_at is null)`.execute(db)
    const row = await db.selectFrom('runs').select('ended_at').where('id', '=', run).executeTakeFirst()
    return row !== undefined && row.ended_at !== null
  },

  coverage: (run) => coverageOfRun(db, run),

  missedVisits: (run) => visitReasons(db, run, sql`state not in ('planned', 'visited', 'gone')`),

  doubtedVisits: (run) =>
    // A page that has not changed says so in the same place, and is no doubt.
    visitReasons(db, run, sql`state = 'visited' and why is not null and why not like ${`${unchangedSaid}%`}`),

  pageCounts: (run) => pageCountsOf(db, run),

  forgotten: (before, limit) => forgottenSince(db, before, limit),
})

/** What is said of a run's visits that are in a condition, the most frequent first. */
async function visitReasons(db: Kysely<Tables>, run: string, condition: RawBuilder<unknown>): Promise<MissedVisits[]> {
  const { rows } = await sql<MissedVisits>`
    select marketplace, state, why, count(*) as count from visits
    where run_id = ${run} and ${condition}
    group by 1, 2, 3 order by 4 desc, 1, 2, 3 limit ${missedReasonsMax}`.execute(db)
  return rows
}

async function planRun(
  trx: Trx,
  run: Parameters<RunStore['plan']>[0],
  searches: readonly PlannedSearch[],
  now: Date,
): Promise<void> {
  const planned = await trx
    .insertInto('runs')
    .values({ id: run.id, watch_id: run.watch, trigger: run.trigger, planned_at: now })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!planned) return
  for (let at = 0; at < searches.length; at += searchesAtOnce) {
    await planSearches(trx, searches.slice(at, at + searchesAtOnce), now)
  }
}

async function progressOf(db: Kysely<Tables>, which: RawBuilder<unknown>): Promise<RunProgress[]> {
  const { rows } = await sql<RunProgress>`
    select r.id, r.watch_id as watch, r.trigger, r.planned_at as "plannedAt", r.ended_at as "endedAt",
      c.planned as "searchesPlanned", c.ended as "searchesEnded", c.covered as "searchesCovered",
      s.listings, s.hits,
      c.unscored + v.unscored as unscored, v.planned as "visitsPlanned", v.ended as "visitsEnded",
      v.missed as "visitsMissed"
    from runs r
    cross join lateral (
      select count(*) as planned, count(ended_at) as ended,
        count(*) filter (where ${covered}) as covered,
        count(*) filter (where ended_at is not null and scored_at is null) as unscored
      from coverage c where c.run_id = r.id) c
    cross join lateral (
      select count(*) as planned, count(ended_at) as ended,
        count(*) filter (where state not in ('planned', 'visited', 'gone')) as missed,
        count(*) filter (where ended_at is not null and scored_at is null) as unscored
      from visits where run_id = r.id) v
    cross join lateral (
      select count(*) as listings, count(h.id) filter (where h.state <> 'withdrawn' and not h.sampled) as hits
      from (select distinct g.marketplace, g.listing_id from coverage k join sightings g on g.search_id = k.id
        where k.run_id = r.id) seen
      left join hits h
        on h.watch_id = r.watch_id and h.marketplace = seen.marketplace and h.listing_id = seen.listing_id) s
    ${which}
    order by r.planned_at desc, r.id`.execute(db)
  return rows
}
