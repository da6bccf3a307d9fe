import { type Kysely, sql } from 'kysely'

/** When something could not be used, as each process saw it; one without an end whose process went silent has ended there. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table outages (
    id text collate "C" primary key, what text not null, why text not null, since timestamptz not null,
    until timestamptz, seen_at timestamptz not null)`.execute(db)
  await sql`create index outages_by_end on outages (seen_at)`.execute(db)
}
