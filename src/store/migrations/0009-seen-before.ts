import { type Kysely, sql } from 'kysely'

/** What a listing is held against beyond itself: what others ask, what was decided about its seller, who prints the same text. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

/** As seller-records.ts writes it: compatibility form, lower case, one space, 200 characters. */
const nameOf = (listing: string) =>
  `left(btrim(regexp_replace(lower(normalize(${listing}, NFKC)), '\\s+', ' ', 'g')), 200)`

const statements = [
  // What listings of products without an official price ask for one piece; product '' = it names none of several.
  `create table price_points (
    watch_id text collate "C" not null references watches, marketplace text collate "C" not null,
    listing_id text collate "C" not null, product text collate "C" not null, currency text collate "C" not null,
    per_piece double precision not null, authorised boolean not null, seen_at timestamptz not null,
    primary key (watch_id, marketplace, listing_id))`,
  'create index price_points_by_product on price_points (watch_id, currency, product, seen_at desc)',

  // Who sold what was decided about: the marketplace's id, and the name for where there is none.
  'alter table hits add column seller_id text collate "C", add column seller_name text collate "C"',
  `update hits h set
    seller_id = left(coalesce(l.data #>> '{seller,id}', l.detail #>> '{seller,id}'), 200),
    seller_name = ${nameOf(`coalesce(l.data #>> '{seller,name}', l.detail #>> '{seller,name}')`)}
  from listings l where l.marketplace = h.marketplace and l.id = h.listing_id`,
  `create index hits_by_seller_id on hits (marketplace, seller_id)
    where seller_id is not null and verdict in ('counterfeit', 'allowed')`,
  `create index hits_by_seller_name on hits (marketplace, seller_name)
    where seller_name is not null and verdict in ('counterfeit', 'allowed')`,

  // Signatures of titles and descriptions; bands differ between wholesale and retail, so that a look-up meets one side only.
  `create table listing_texts (
    marketplace text collate "C" not null, listing_id text collate "C" not null, field text collate "C" not null,
    signature text collate "C" not null, bands integer[] not null, primary key (marketplace, listing_id, field))`,
  // Written at once: what waits in a pending list is read whole by every look-up, and the planner reads the table instead.
  'create index listing_texts_by_band on listing_texts using gin (bands) with (fastupdate = off)',
  'alter index picture_hashes_by_band set (fastupdate = off)',
  `select gin_clean_pending_list('picture_hashes_by_band')`,
]
