import { type Kysely, sql } from 'kysely'

/** How a page was asked, or, while it is planned, the page before it: 'api' or 'page'; null for what was not asked. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table coverage add column way text`.execute(db)
}
