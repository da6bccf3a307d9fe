import { type Kysely, sql } from 'kysely'
import { keyOf, type Listing } from '../../model/listing.ts'
import type { ShopPoint, ShopRecord } from '../../model/seen-before.ts'
import { shopOf } from '../../model/seller-name.ts'
import type { Watch } from '../../model/watch.ts'
import type { ScoredListing } from '../matching/matching-store.ts'
import { storableText } from '../storable.ts'
import type { Tables } from '../tables.ts'
import type { Trx } from '../transaction.ts'

/** Longest seller and title that are kept; PostgreSQL refuses index rows beyond a third of a page. */
const unitsMax = 200
/** Of each shop, so many of the newest listings are looked at, of these days. */
const newestMax = 300
const daysMax = 120

/** When a batch is scored, and when its run was planned. */
export type Instants = { now: Date; runPlannedAt: Date }

const kept = (text: string): string => storableText(text).slice(0, unitsMax)

const keptShopOf = (listing: Listing): string | null => {
  const shop = shopOf(listing)
  return shop === null ? null : kept(shop)
}

/**
 * By `keyOf`: the other listings of each listing's shop on its marketplace, as all watches saw them; a listing that several
 * watches saw counts once. What was decided to be allowed is no hit, and what was decided counterfeit is one. None for a
 * shop that has no others. What only this run has shown is left out: scores are the same whatever order its pages come in.
 */
export async function loadShops(
  db: Kysely<Tables>,
  listings: readonly Listing[],
  { now, runPlannedAt }: Instants,
): Promise<Map<string, ShopRecord>> {
  const { rows } = await sql<Omit<ShopRecord, 'kind'> & { marketplace: string; id: string }>`
    with batch as (
      select * from unnest(
        ${listings.map(({ marketplace }) => marketplace)}::text[],
        ${listings.map(({ id }) => id)}::text[],
        ${listings.map(keptShopOf)}::text[]
      ) as k (marketplace, id, shop) where shop is not null),
    shops as (select distinct marketplace, shop from batch),
    points as (
      select s.marketplace, s.shop, p.listing_id, p.title, p.price, p.brand, p.low,
        case h.verdict when 'counterfeit' then true when 'allowed' then false else p.hit end as hit
      from shops s cross join lateral (
        select * from shop_points p
        where p.marketplace = s.marketplace and p.shop = s.shop and p.known_at < ${runPlannedAt}
          and p.seen_at >= ${now}::timestamptz - make_interval(days => ${daysMax})
        order by p.seen_at desc, p.listing_id, p.watch_id limit ${newestMax}) p
      left join hits h on h.watch_id = p.watch_id and h.marketplace = p.marketplace and h.listing_id = p.listing_id),
    others as (
      select k.marketplace, k.id, p.listing_id, min(p.title) as title, min(p.price) as price,
        bool_or(p.hit) as hit, bool_or(p.low) as low
      from batch k join points p on p.marketplace = k.marketplace and p.shop = k.shop and p.listing_id <> k.id
      group by k.marketplace, k.id, p.listing_id),
    brands as (
      select k.marketplace, k.id, count(distinct p.brand)::integer as brands
      from batch k join points p on p.marketplace = k.marketplace and p.shop = k.shop and p.listing_id <> k.id
      group by k.marketplace, k.id),
    prices as (
      select marketplace, id, max(titles)::integer as most from (
        select marketplace, id, price, count(distinct title) as titles from others
        where low and price is not null group by marketplace, id, price) one
      group by marketplace, id)
    select o.marketplace, o.id, count(*)::integer as listings, (count(*) filter (where o.hit))::integer as hits,
      (count(*) filter (where o.low))::integer as low, b.brands, coalesce(p.most, 0) as "atOnePrice"
    from others o join brands b using (marketplace, id) left join prices p using (marketplace, id)
    group by o.marketplace, o.id, b.brands, p.most`.execute(db)
  return new Map(rows.map(({ marketplace, id, ...record }) => [keyOf(marketplace, id), { kind: 'shop', ...record }]))
}

/** Makes these the points of a batch's listings: one that gives none any more has none. */
export async function keepShopPoints(
  trx: Trx,
  watch: Watch,
  scored: readonly ScoredListing[],
  { now, runPlannedAt }: Instants,
): Promise<void> {
  const points = scored.flatMap(({ shopPoint }): ShopPoint[] => (shopPoint ? [shopPoint] : []))
  const gone = scored.filter(({ shopPoint }) => !shopPoint)
  await sql`
    delete from shop_points p using unnest(
      ${gone.map(({ marketplace }) => marketplace)}::text[], ${gone.map(({ id }) => id)}::text[]) as g (marketplace, id)
    where p.watch_id = ${watch.id} and p.marketplace = g.marketplace and p.listing_id = g.id`.execute(trx)
  await sql`
    insert into shop_points (watch_id, marketplace, listing_id, shop, brand, hit, low, price, title, known_at, seen_at)
    select ${watch.id}, marketplace, id, shop, ${storableText(watch.brand)}, hit, low, price, title, ${runPlannedAt}, ${now}
    from unnest(
      ${points.map(({ marketplace }) => marketplace)}::text[],
      ${points.map(({ id }) => id)}::text[],
      ${points.map(({ shop }) => kept(shop))}::text[],
      ${points.map(({ isHit }) => isHit)}::boolean[],
      ${points.map(({ isLow }) => isLow)}::boolean[],
      ${points.map(({ price }) => price)}::text[],
      ${points.map(({ title }) => kept(title))}::text[]
    ) as batch (marketplace, id, shop, hit, low, price, title)
    order by marketplace collate "C", id collate "C"
    on conflict (watch_id, marketplace, listing_id) do update set shop = excluded.shop, brand = excluded.brand,
      hit = excluded.hit, low = excluded.low, price = excluded.price, title = excluded.title,
      known_at = least(shop_points.known_at, excluded.known_at),
      seen_at = greatest(shop_points.seen_at, excluded.seen_at)`.execute(trx)
}
