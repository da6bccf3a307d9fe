import { type Kysely, sql } from 'kysely'

/**
 * What a listing's page can be asked again with ("has it changed since?"), beside the reading it is about: written and
 * dropped with `detail`, so that one never stands for another. null = with nothing.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table listings add column detail_validators jsonb`.execute(db)
}
