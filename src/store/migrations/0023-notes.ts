import { type Kysely, sql } from 'kysely'

/** What a reviewer writes beside a verdict; and a seller's hits of every verdict, found by seller. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  'alter table verdicts add column note text',
  'create index verdicts_with_note on verdicts (hit_id, decided_at desc) where note is not null',
  'alter table second_looks add column second_note text',

  `create index hits_of_seller_id on hits (marketplace, seller_id, state) where seller_id is not null and not sampled`,
  `create index hits_of_seller_name on hits (marketplace, seller_name, state) where seller_name is not null and not sampled`,
]
