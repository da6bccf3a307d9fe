import { type Kysely, sql } from 'kysely'

/** What pictures are recognised by, and the pictures that brand teams know. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // By what the vault keeps. hashes null = too little in it. difference and frequency are those of the picture without its
  // rim; bands are parts of difference, so that pictures that differ in few of its bits have one in common.
  `create table picture_hashes (
    sha256 text collate "C" primary key, version integer not null, hashes jsonb, difference bit(64), frequency bit(256),
    bands integer[])`,
  'create index picture_hashes_by_band on picture_hashes using gin (bands)',
  'create index pictures_by_sha256 on pictures (sha256) where sha256 is not null',

  // Official photos and known fakes. (count, highest seq) of a watch changes with every change to its pictures.
  `create table reference_pictures (
    id text collate "C" primary key, seq bigint generated always as identity, watch_id text collate "C" not null,
    kind text not null, source text not null, name text not null, sha256 text collate "C" not null,
    added_at timestamptz not null, unique (watch_id, kind, sha256))`,
  'create index reference_pictures_by_watch on reference_pictures (watch_id, seq)',
]
