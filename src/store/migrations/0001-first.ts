import { type Kysely, sql } from 'kysely'

/** The first schema. Forward only, never edited once released. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create table watches (
    id text primary key, brand text not null, active boolean not null, priority integer not null,
    data jsonb not null, updated_at timestamptz not null)`,

  // A run is one time that a watch was due; its id is the trace that logs carry from watch to hit.
  `create table runs (
    id text primary key, watch_id text not null references watches, trigger text not null,
    planned_at timestamptz not null, ended_at timestamptz)`,
  'create index runs_by_watch on runs (watch_id, planned_at desc)',

  // One row a planned search and page: nothing that was planned may be without a row here. scored_at null = not matched yet.
  `create table coverage (
    id text primary key, run_id text not null references runs, watch_id text not null,
    marketplace text not null, territory text not null, keyword text not null, page integer not null,
    state text not null, listings integer not null default 0, claimed bigint, blocked_by text, why text,
    warnings text[] not null default '{}',
    planned_at timestamptz not null, ended_at timestamptz, scored_at timestamptz)`,
  'create index coverage_by_run on coverage (run_id)',
  `create index coverage_planned on coverage (planned_at) where state = 'planned'`,
  `create index coverage_unscored on coverage (ended_at) where state = 'searched' and scored_at is null`,

  // History: what each results page showed, at its place.
  `create table sightings (
    search_id text not null references coverage, position integer not null, marketplace text not null,
    listing_id text not null, seen_at timestamptz not null, data jsonb not null,
    primary key (search_id, position))`,
  'create index sightings_by_listing on sightings (marketplace, listing_id, seen_at desc)',

  // Latest state: data from results pages, detail from the listing's own page.
  `create table listings (
    marketplace text not null, id text not null, title text not null, price_amount numeric, price_currency text,
    seller_key text, data jsonb not null, detail jsonb, gone_at timestamptz,
    first_seen_at timestamptz not null, last_seen_at timestamptz not null,
    primary key (marketplace, id))`,
  'create index listings_by_seller on listings (marketplace, seller_key)',

  `create table visits (
    id text primary key, run_id text not null references runs, watch_id text not null, marketplace text not null,
    listing_id text not null, state text not null, why text, planned_at timestamptz not null, ended_at timestamptz,
    scored_at timestamptz)`,
  'create index visits_by_run on visits (run_id)',
  `create index visits_planned on visits (planned_at) where state = 'planned'`,

  `create table scores (
    watch_id text not null references watches, marketplace text not null, listing_id text not null,
    score double precision not null, verdict text not null, findings jsonb not null, matcher text not null,
    run_id text not null, scored_at timestamptz not null,
    primary key (watch_id, marketplace, listing_id))`,

  // rank orders the review list (probability x harm); keyset pages go by (rank desc, id).
  `create table hits (
    id text primary key, watch_id text not null references watches, marketplace text not null, listing_id text not null,
    run_id text not null, score double precision not null, rank double precision not null, state text not null,
    verdict text, decided_on jsonb, found_at timestamptz not null, decided_at timestamptz, reopened_at timestamptz,
    leased_by text, leased_until timestamptz,
    unique (watch_id, marketplace, listing_id))`,
  `create index hits_open on hits (rank desc, id) where state = 'open'`,
  'create index hits_by_run on hits (run_id)',
  'create index hits_all on hits (rank desc, id)',

  // id is made by the page, so that a decision sent twice is saved once.
  `create table verdicts (
    id text primary key, hit_id text not null references hits, verdict text not null, user_id text not null,
    decided_at timestamptz not null, snapshot jsonb not null, undone_at timestamptz)`,
  'create index verdicts_by_hit on verdicts (hit_id, decided_at desc)',

  `create table pictures (
    marketplace text not null, listing_id text not null, position integer not null, url text not null,
    sha256 text, why text, fetched_at timestamptz not null,
    primary key (marketplace, listing_id, position))`,

  // A lane's breaker: open = the marketplace showed a block page or a layout that cannot be read.
  `create table lanes (
    marketplace text primary key, state text not null, blocked_by text, why text, opened_at timestamptz,
    probe_at timestamptz, failures integer not null default 0)`,

  'create table requests (watch_id text not null, day date not null, count integer not null, primary key (watch_id, day))',

  `create table users (id text primary key, name text not null unique, role text not null, created_at timestamptz not null)`,
  `create table signin_links (
    token_hash text primary key, user_id text not null references users, expires_at timestamptz not null, used_at timestamptz)`,
  `create table sessions (
    token_hash text primary key, user_id text not null references users, expires_at timestamptz not null,
    created_at timestamptz not null)`,

  // Append-only: each hash covers the one before it.
  `create table audit (
    seq bigint generated always as identity primary key, at timestamptz not null, who text not null, action text not null,
    what jsonb not null, previous text not null, hash text not null)`,
]
