import { type Kysely, sql } from 'kysely'

/** Filters of the list of hits that somebody gave a name: their own, or for everybody. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`create table hit_views (
      id text collate "C" primary key, owner text not null references users, name text not null, filter jsonb not null,
      shared boolean not null, saved_at timestamptz not null, unique (owner, name))`)
    .execute(db)
}
