import { type Kysely, sql } from 'kysely'

/** Searches for what always has results, at most one a run, marketplace and territory: they tell empty from hidden. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table coverage add column canary boolean not null default false`.execute(db)
  await sql`create index coverage_canaries on coverage (run_id, marketplace, territory) where canary`.execute(db)
}
