import { type Kysely, sql } from 'kysely'

/** What listings say of their shops, so that a shop's others are held against it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create table shop_points (
    watch_id text collate "C" not null references watches, marketplace text collate "C" not null,
    listing_id text collate "C" not null, shop text collate "C" not null, brand text collate "C" not null,
    hit boolean not null, low boolean not null, price text collate "C", title text collate "C" not null,
    known_at timestamptz not null, seen_at timestamptz not null, primary key (watch_id, marketplace, listing_id))`,
  'create index shop_points_by_shop on shop_points (marketplace, shop, seen_at desc)',
]
