import { type Kysely, sql } from 'kysely'

/** The order that a search asks its results in; what was planned before had none but the one that comes unasked. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table coverage add column sort text not null default 'best-match'`.execute(db)
}
