import { type Kysely, sql } from 'kysely'

/**
 * How many cards a page showed, and why those that are no listings were left out: what was seen is what was read and what is told as
 * left out, and the table holds to it. Rows of before, and of tables that people import, were not counted. Of what was read, how much
 * had a price, a seller and a place: what a market usually shows is known by it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table coverage
    add column cards integer, add column left_out jsonb,
    add column with_price integer, add column with_seller integer, add column with_place integer`.execute(db)
  await sql`create function left_out_count(counts jsonb) returns integer language sql immutable as
    $$ select coalesce(sum(value::integer), 0)::integer from jsonb_each_text(coalesce(counts, '{}'::jsonb)) $$`.execute(
    db,
  )
  await sql`alter table coverage add constraint coverage_cards_accounted
    check (cards is null or cards = listings + left_out_count(left_out))`.execute(db)
  await sql`create index coverage_usual on coverage (marketplace, territory, ended_at desc)
    where with_price is not null and not canary`.execute(db)
}
