import { type Kysely, sql } from 'kysely'

/** The log of evidence, its heads and keys; what was captured, what happened to it, and what is to be captured. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // One row: where the log stands. `frontier`: hashes of 32 bytes, as many as `size` has bits set, largest subtree first.
  `create table evidence_tip (
    one boolean primary key default true check (one), origin text collate "C" not null,
    machine text collate "C" not null, size bigint not null, frontier bytea not null, last_at timestamptz)`,
  // The leaf is the exact text: never jsonb, which would write it anew.
  'create table evidence_log (index bigint primary key, type text not null, subject text collate "C" not null, body text collate "C" not null)',
  'create index evidence_log_by_subject on evidence_log (subject, index)',
  // Complete subtrees of 16, 256, 4096 … leaves; those between are computed from at most eight of them.
  'create table evidence_nodes (level smallint not null, index bigint not null, hash bytea not null, primary key (level, index))',
  `create table evidence_heads (
    size bigint primary key, note text collate "C" not null, made_at timestamptz not null,
    given_at timestamptz, given_to text[] not null default '{}', stamp_sha256 text, stamped_at timestamptz)`,
  `create table evidence_keys (
    id text collate "C" primary key, purpose text not null, key_id text collate "C" not null, key text collate "C" not null,
    record_sha256 text not null, entry bigint not null unique)`,
  `create table captures (
    id text collate "C" primary key, kind text not null, marketplace text collate "C" not null,
    listing_id text collate "C", hit_id text collate "C", state text not null, outcome text not null,
    why text[] not null, url text not null, final text not null, title text not null, finished_at timestamptz not null,
    record_sha256 text not null, wacz_sha256 text not null, wacz_bytes bigint not null, entry bigint not null unique,
    stamp_sha256 text, stamped_at timestamptz, tsa text, stamp_entry bigint)`,
  'create index captures_by_listing on captures (marketplace, listing_id, entry desc)',
  'create index captures_by_hit on captures (hit_id, entry desc) where hit_id is not null',
  'create index captures_unstamped on captures (entry) where stamp_sha256 is null',
  `create table capture_jobs (
    id text collate "C" primary key, marketplace text collate "C" not null, kind text not null, url text not null,
    listing_id text collate "C", hit_id text collate "C", requested jsonb not null, requested_at timestamptz not null,
    state text not null default 'planned', why text, capture_id text collate "C" references captures, ended_at timestamptz)`,
  `create index capture_jobs_planned on capture_jobs (requested_at) where state = 'planned'`,
  'create index capture_jobs_by_hit on capture_jobs (hit_id, requested_at desc) where hit_id is not null',
  `create table evidence_events (
    id text collate "C" primary key, type text not null, subject text collate "C" not null, at timestamptz not null,
    sha256 text not null, entry bigint not null unique, files jsonb not null)`,
  'create index evidence_events_by_subject on evidence_events (subject, entry)',
  // A transfer that one has offered and the other has not accepted yet.
  `create table evidence_transfers (
    purchase text collate "C" primary key, offer jsonb not null, offered_at timestamptz not null)`,
]
