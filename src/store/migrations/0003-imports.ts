import { type Kysely, sql } from 'kysely'

/** Where imported listings come from. Forward only, never edited once released. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // Only on rows of an import: {file, sha256, format}. sightings.place says where in that file: "row 7", a record's address.
  'alter table coverage add column provenance jsonb',
  'alter table sightings add column place text',
  `create index coverage_by_import on coverage (watch_id, (provenance->>'sha256')) where provenance is not null`,
]
