import { type Kysely, sql } from 'kysely'

/** Hits that are decided with one key: which group each is in, why, and what a group is known again by. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // group_id null: scored last before there were groups; it stands alone. group_by null: it is what the group began with.
  // joined_at: when it came to a group that another run had begun.
  'alter table hits add column group_id text collate "C", add column group_by text, add column joined_at timestamptz',
  // The card that leads a group and its members, the highest first.
  `create index hits_by_group on hits (group_id, rank desc, id)
    where group_id is not null and state = 'open' and not sampled`,
  `create index hits_decided_by_group on hits (group_id, decided_at desc)
    where group_id is not null and state = 'decided'`,

  // What the first hit of a group had: who has one of it joins. A key may have several groups, as each has a bound.
  `create table group_keys (
    watch_id text collate "C" not null references watches, kind text not null, key text collate "C" not null,
    group_id text collate "C" not null, run_id text collate "C" not null, made_at timestamptz not null,
    primary key (watch_id, kind, key, group_id))`,
  'create index group_keys_by_group on group_keys (group_id)',

  // Verdicts of one decision about a group have its id here; null: the decision was about one hit, and its id is the verdict's.
  'alter table verdicts add column group_decision text collate "C"',
  'create index verdicts_by_group on verdicts (group_decision) where group_decision is not null',
]
