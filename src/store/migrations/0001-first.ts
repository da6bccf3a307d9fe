import { type Kysely, sql } from 'kysely'

/** The first schema. Forward only, never edited once released. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create table watches (
    id text collate "C" primary key, brand text not null, active boolean not null, priority integer not null,
    data jsonb not null, updated_at timestamptz not null)`,

  // A run is one time that a watch was due; its id is the trace that logs carry from watch to hit.
  `create table runs (
    id text collate "C" primary key, watch_id text collate "C" not null references watches, trigger text not null,
    planned_at timestamptz not null, ended_at timestamptz)`,
  'create index runs_by_watch on runs (watch_id, planned_at desc)',
  'create index runs_by_time on runs (planned_at desc, id)',
  'create index runs_going on runs (planned_at) where ended_at is null',

  // One row a planned search and page: nothing that was planned may be without a row here. Ended and scored_at null = not
  // matched yet; hits is what matching found on it.
  `create table coverage (
    id text collate "C" primary key, run_id text collate "C" not null references runs,
    watch_id text collate "C" not null references watches,
    marketplace text not null, territory text not null, keyword text not null, page integer not null,
    state text not null, listings integer not null default 0, claimed bigint, blocked_by text, why text,
    warnings text[] not null default '{}',
    planned_at timestamptz not null, ended_at timestamptz, scored_at timestamptz, hits integer not null default 0)`,
  'create index coverage_by_run on coverage (run_id, marketplace, territory, page)',
  `create index coverage_planned on coverage (planned_at) where state = 'planned'`,
  'create index coverage_unscored on coverage (ended_at) where ended_at is not null and scored_at is null',

  // History: what each results page showed, at its place (from 1).
  `create table sightings (
    search_id text collate "C" not null references coverage, position integer not null, marketplace text collate "C" not null,
    listing_id text collate "C" not null, seen_at timestamptz not null, data jsonb not null,
    primary key (search_id, position))`,
  'create index sightings_by_listing on sightings (marketplace, listing_id, seen_at desc)',

  // Latest state: data from results pages (seen_run and seen_in say from which search of which run), detail from the
  // listing's own page, detail_on what data was then. gone_at: the listing was not there at the last visit.
  `create table listings (
    marketplace text collate "C" not null, id text collate "C" not null, title text not null, price_amount numeric,
    price_currency text, seller_key text, data jsonb not null, seen_run text not null, seen_in text collate "C" not null,
    detail jsonb, detail_on jsonb, gone_at timestamptz,
    first_seen_at timestamptz not null, last_seen_at timestamptz not null,
    primary key (marketplace, id))`,
  'create index listings_by_seller on listings (marketplace, seller_key)',

  // batch_id is the search (or visit) whose matching planned it. Ended and scored_at null = not matched yet.
  `create table visits (
    id text collate "C" primary key, run_id text collate "C" not null references runs,
    watch_id text collate "C" not null references watches, marketplace text collate "C" not null,
    listing_id text collate "C" not null, batch_id text collate "C" not null, state text not null, why text,
    planned_at timestamptz not null, ended_at timestamptz, scored_at timestamptz, hits integer not null default 0,
    foreign key (marketplace, listing_id) references listings)`,
  'create index visits_by_run on visits (run_id)',
  'create index visits_by_batch on visits (batch_id)',
  `create index visits_planned on visits (planned_at) where state = 'planned'`,
  'create index visits_unscored on visits (ended_at) where ended_at is not null and scored_at is null',

  `create table scores (
    watch_id text collate "C" not null references watches, marketplace text collate "C" not null,
    listing_id text collate "C" not null, score double precision not null, verdict text not null, findings jsonb not null,
    matcher text not null, run_id text collate "C" not null, scored_at timestamptz not null,
    primary key (watch_id, marketplace, listing_id))`,

  // rank orders the review list (probability x harm); keyset pages go by (rank desc, id). run_id is the last run that saw
  // it, text its title and seller, folded, decision_id the verdict that stands.
  `create table hits (
    id text collate "C" primary key, watch_id text collate "C" not null references watches,
    marketplace text collate "C" not null, listing_id text collate "C" not null,
    run_id text collate "C" not null references runs, score double precision not null, rank double precision not null,
    text text not null, state text not null, verdict text, decision_id text collate "C", decided_on jsonb,
    decided_by text collate "C", found_at timestamptz not null, decided_at timestamptz, reopened_at timestamptz,
    leased_by text collate "C", leased_until timestamptz,
    unique (watch_id, marketplace, listing_id),
    foreign key (marketplace, listing_id) references listings)`,
  'create index hits_by_rank on hits (rank desc, id)',
  'create index hits_by_state on hits (state, rank desc, id)',
  'create index hits_by_watch on hits (watch_id, state, rank desc, id)',
  'create index hits_by_marketplace on hits (marketplace, state, rank desc, id)',
  'create index hits_by_run on hits (run_id, rank desc, id)',
  'create index hits_by_day on hits (found_at)',

  // id is made by the page, so that a decision sent twice is saved once. before is what the hit was, for undo.
  `create table verdicts (
    id text collate "C" primary key, hit_id text collate "C" not null references hits, verdict text not null,
    user_id text collate "C" not null, decided_at timestamptz not null, snapshot jsonb not null, before jsonb not null,
    undone_at timestamptz)`,
  'create index verdicts_by_hit on verdicts (hit_id, decided_at desc)',
  'create index verdicts_by_user on verdicts (user_id, decided_at desc)',

  `create table pictures (
    marketplace text collate "C" not null, listing_id text collate "C" not null, position integer not null, url text not null,
    sha256 text, why text, fetched_at timestamptz not null,
    primary key (marketplace, listing_id, position))`,

  // A lane's breaker: open = the marketplace showed a block page or a layout that cannot be read.
  `create table lanes (
    marketplace text primary key, state text not null, blocked_by text, why text, opened_at timestamptz,
    probe_at timestamptz)`,

  'create table requests (watch_id text not null, day date not null, count integer not null, primary key (watch_id, day))',

  `create table users (
    id text collate "C" primary key, name text not null unique, role text not null, created_at timestamptz not null)`,
  `create table signin_links (
    token_hash text primary key, user_id text collate "C" not null references users, expires_at timestamptz not null,
    used_at timestamptz)`,
  `create table sessions (
    token_hash text primary key, user_id text collate "C" not null references users, expires_at timestamptz not null,
    created_at timestamptz not null)`,
  'create index sessions_by_expiry on sessions (expires_at)',

  // Append-only: each hash covers the one before it, and the triggers refuse every other write.
  `create table audit (
    seq bigint generated always as identity primary key, at timestamptz not null, who text not null, action text not null,
    what jsonb not null, previous text not null, hash text not null)`,
  `create function audit_is_append_only() returns trigger language plpgsql as $$
    begin raise exception 'the audit log is append-only: % is refused', lower(tg_op); end $$`,
  `create trigger audit_rows before update or delete on audit for each row execute function audit_is_append_only()`,
  `create trigger audit_table before truncate on audit for each statement execute function audit_is_append_only()`,
  // "always": also where session_replication_role turns ordinary triggers off.
  'alter table audit enable always trigger audit_rows, enable always trigger audit_table',
]
