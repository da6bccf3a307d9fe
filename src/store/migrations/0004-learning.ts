import { type Kysely, sql } from 'kysely'

/** What learning from verdicts needs: what was seen at a decision, weights, second looks, samples from below the line. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // The score as it was when the decision was made; null for decisions of before this migration.
  'alter table verdicts add column score double precision, add column findings jsonb, add column matcher text',

  // A version never changes once kept. fitted_on: only of learned ones, what they were fitted on and how they did.
  `create table weight_versions (
    version text collate "C" primary key, kind text not null, weights jsonb not null, fitted_on jsonb,
    made_at timestamptz not null)`,
  // Append-only: the newest row is in force from the next start on; version null = what ships.
  `create table weight_choices (
    seq bigint generated always as identity primary key, version text collate "C" references weight_versions,
    chosen_by text not null, chosen_at timestamptz not null)`,

  // A decision that somebody else is asked about too, without being told. second_* and third_* null = not yet; a third is
  // asked where the first two differ. first_decision is the verdict's id; the others' are made by the page.
  `create table second_looks (
    first_decision text collate "C" primary key references verdicts, hit_id text collate "C" not null references hits,
    first_user text collate "C" not null, first_verdict text not null, planned_at timestamptz not null,
    second_decision text collate "C" unique, second_user text collate "C", second_verdict text, second_at timestamptz,
    third_decision text collate "C" unique, third_user text collate "C", third_verdict text, third_at timestamptz)`,
  'create index second_looks_by_hit on second_looks (hit_id)',
  'create index second_looks_by_user on second_looks (second_user, second_at desc)',
  `create index second_looks_waiting on second_looks (hit_id)
    where second_at is null or (third_at is null and second_verdict <> first_verdict)`,

  // sampled: in the list only because it was drawn from below the line; false again when it becomes a hit, by score or verdict.
  'alter table hits add column sampled boolean not null default false',
  'create index hits_sampled on hits (rank desc, id) where sampled',
  // What was drawn, at which rate, and its score then. Stays when the row of hits is no longer a sample.
  `create table samples (
    hit_id text collate "C" primary key references hits, watch_id text collate "C" not null, run_id text collate "C" not null,
    rate double precision not null, score double precision not null, matcher text not null, drawn_at timestamptz not null)`,
  'create index samples_by_run on samples (run_id)',
  'create index samples_by_watch on samples (watch_id)',
]
