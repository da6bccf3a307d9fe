import { type Kysely, sql } from 'kysely'

/** To whom each head of the evidence log is to be given, and how that went. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // `next_at`: when it is tried again; null once it was given, replaced by a newer head, or given up.
  `create table evidence_givings (
    target text collate "C" not null, size bigint not null references evidence_heads, asked_at timestamptz not null,
    attempts integer not null default 0, next_at timestamptz, given_at timestamptz, why text, primary key (target, size))`,
  'create index evidence_givings_due on evidence_givings (next_at) where next_at is not null',
]
