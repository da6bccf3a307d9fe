import { type Kysely, sql } from 'kysely'

/** People who come in no more, when a watch's schedule was set, and audit entries whose hash covers their number. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // The row stays: what somebody decided keeps their name.
  'alter table users add column removed_at timestamptz',
  'create index sessions_by_user on sessions (user_id)',
  'create index signin_links_by_user on signin_links (user_id)',

  // A time before a schedule was set was never missed. Null: set before this column was.
  'alter table watches add column scheduled_at timestamptz',

  // 1: hashed without its number, as entries before this were. 2: number and time are covered, and both rise.
  'alter table audit add column form smallint not null default 1',
]
