import { type Kysely, sql } from 'kysely'

/** The line that a watch's budget of reviews has picked from the distribution of its scores, once a day. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table watch_lines (
      watch_id text collate "C" primary key references watches, line double precision not null,
      reviews_a_day integer not null, listings_a_day double precision not null, set_at timestamptz not null)`.execute(
    db,
  )
}
