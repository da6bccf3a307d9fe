import { type Kysely, sql } from 'kysely'

/** Which capture a capture is the second look of, from another session or through another proxy. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  'alter table capture_jobs add second_of text collate "C" references captures',
  'create index capture_jobs_second_of on capture_jobs (second_of) where second_of is not null',
]
