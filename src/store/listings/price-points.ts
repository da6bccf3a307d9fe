import { type Kysely, sql } from 'kysely'
import type { Listing, ListingKey } from '../../model/listing.ts'
import type { PricePoint } from '../../model/seen-before.ts'
import { needsMarketPrices, type Watch } from '../../model/watch.ts'
import type { ScoredListing } from '../matching/matching-store.ts'
import { storableText } from '../storable.ts'
import type { Tables } from '../tables.ts'
import type { Trx } from '../transaction.ts'

/** Of each product and currency, so many of the newest are looked at, of these days. */
const newestMax = 400
const daysMax = 60
/** Products without an official price that are looked at; a watch with more has no market for the rest. */
const productsMax = 200

/**
 * What other listings of the watch's products without an official price, and of none that can be told, ask, in the currencies of these. What was decided
 * to be counterfeit is left out. The same answer whatever order they came in.
 */
export async function loadPricePoints(
  db: Kysely<Tables>,
  watch: Watch,
  listings: readonly Listing[],
  now: Date,
): Promise<PricePoint[]> {
  const unpriced = watch.products.filter((product) => product.prices.length === 0).slice(0, productsMax)
  const currencies = [...new Set(listings.flatMap(({ price }) => (price ? [price.currency] : [])))]
  if (!needsMarketPrices(watch) || currencies.length === 0) return []
  const products = ['', ...unpriced.map(({ name }) => storableText(name))]
  const { rows } = await sql<PricePoint>`
    select p.marketplace, p.listing_id as id, nullif(p.product, '') as product, p.currency, p.per_piece as "perPiece",
      p.authorised as "isAuthorised"
    from unnest(${currencies}::text[]) as c (currency)
    cross join unnest(${products}::text[]) as n (product)
    cross join lateral (
      select * from price_points p
      where p.watch_id = ${watch.id} and p.currency = c.currency and p.product = n.product
        and p.seen_at >= ${now}::timestamptz - make_interval(days => ${daysMax})
      order by p.seen_at desc, p.marketplace, p.listing_id limit ${newestMax}) p
    where not exists (
      select from hits h where h.watch_id = p.watch_id and h.marketplace = p.marketplace and h.listing_id = p.listing_id
        and h.verdict = 'counterfeit')
    order by p.seen_at desc, p.marketplace, p.listing_id`.execute(db)
  return rows
}

/** Makes these the points of a batch's listings: one that gives none any more has none. */
export async function keepPricePoints(
  trx: Trx,
  watch: Watch,
  listings: readonly ListingKey[],
  scored: readonly ScoredListing[],
  now: Date,
): Promise<void> {
  if (!needsMarketPrices(watch)) return
  const points = scored.flatMap(({ pricePoint }) => (pricePoint ? [pricePoint] : []))
  const kept = new Set(points.map(({ marketplace, id }) => JSON.stringify([marketplace, id])))
  const gone = listings.filter(({ marketplace, id }) => !kept.has(JSON.stringify([marketplace, id])))
  await sql`
    delete from price_points p using unnest(
      ${gone.map(({ marketplace }) => marketplace)}::text[], ${gone.map(({ id }) => id)}::text[]) as g (marketplace, id)
    where p.watch_id = ${watch.id} and p.marketplace = g.marketplace and p.listing_id = g.id`.execute(trx)
  await sql`
    insert into price_points (watch_id, marketplace, listing_id, product, currency, per_piece, authorised, seen_at)
    select ${watch.id}, marketplace, id, product, currency, per_piece, authorised, ${now}
    from unnest(
      ${points.map(({ marketplace }) => marketplace)}::text[],
      ${points.map(({ id }) => id)}::text[],
      ${points.map(({ product }) => (product === null ? '' : storableText(product)))}::text[],
      ${points.map(({ currency }) => currency)}::text[],
      ${points.map(({ perPiece }) => perPiece)}::float8[],
      ${points.map(({ isAuthorised }) => isAuthorised)}::boolean[]
    ) as batch (marketplace, id, product, currency, per_piece, authorised)
    order by marketplace collate "C", id collate "C"
    on conflict (watch_id, marketplace, listing_id) do update set product = excluded.product,
      currency = excluded.currency, per_piece = excluded.per_piece, authorised = excluded.authorised,
      seen_at = greatest(price_points.seen_at, excluded.seen_at)`.execute(trx)
}
