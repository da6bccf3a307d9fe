import { sql } from 'kysely'
import type { PlannedSearch } from '../../model/coverage.ts'
import type { Listing } from '../../model/listing.ts'
import { storableText, toJson } from '../storable.ts'
import type { Trx } from '../transaction.ts'

/** Longest seller key that is indexed; PostgreSQL refuses index rows beyond a third of a page. */
const sellerKeyUnitsMax = 200

/** The page as it was shown, position from 1, in one statement. `places` says of imported listings where in the file each stands. */
export async function insertSightings(
  trx: Trx,
  search: string,
  listings: readonly Listing[],
  now: Date,
  places: readonly string[] = [],
): Promise<void> {
  await sql`
    insert into sightings (search_id, position, marketplace, listing_id, seen_at, data, place)
    select ${search}, position, marketplace, id, ${now}, data::jsonb, place
    from unnest(
      ${listings.map((listing) => storableText(listing.marketplace))}::text[],
      ${listings.map((listing) => storableText(listing.id))}::text[],
      ${listings.map(toJson)}::text[],
      ${listings.map((_, at) => (places[at] === undefined ? null : storableText(places[at])))}::text[]
    ) with ordinality as page (marketplace, id, data, place, position)`.execute(trx)
}

const isNewer = sql`case when listings.seen_run = excluded.seen_run then excluded.seen_in <= listings.seen_in
  else excluded.last_seen_at >= listings.last_seen_at end`
const replaced = ['title', 'price_amount', 'price_currency', 'seller_key', 'data', 'seen_run', 'seen_in'].map(
  (column) => sql`${sql.ref(column)} = case when ${isNewer} then ${sql.ref(`excluded.${column}`)}
    else ${sql.ref(`listings.${column}`)} end`,
)

/**
 * The listings' latest state, in one statement and in key order, so that two pages at once wait and do not deadlock.
 * A newer sighting replaces an older one. Within one run the order in which pages happen to arrive must not decide, so
 * there the first search by territory, keyword, order and page wins.
 */
export async function upsertListings(
  trx: Trx,
  search: PlannedSearch,
  listings: readonly Listing[],
  now: Date,
): Promise<void> {
  const rows = oneEach(listings)
  const { territory, keyword, sort, page } = search
  const place = [territory, keyword, sort, String(page).padStart(6, '0')].map(storableText).join('\n')
  await sql`
    insert into listings (marketplace, id, title, price_amount, price_currency, seller_key, data, seen_run, seen_in,
      first_seen_at, last_seen_at)
    select marketplace, id, title, amount, currency, seller, data::jsonb, ${search.run}, ${place}, ${now}::timestamptz,
      ${now}::timestamptz
    from unnest(
      ${rows.map((listing) => storableText(listing.marketplace))}::text[],
      ${rows.map((listing) => storableText(listing.id))}::text[],
      ${rows.map((listing) => storableText(listing.title))}::text[],
      ${rows.map((listing) => listing.price?.amount ?? null)}::numeric[],
      ${rows.map((listing) => listing.price?.currency ?? null)}::text[],
      ${rows.map(sellerKeyOf)}::text[],
      ${rows.map(toJson)}::text[]
    ) as page (marketplace, id, title, amount, currency, seller, data)
    order by marketplace collate "C", id collate "C"
    on conflict (marketplace, id) do update set
      ${sql.join(replaced)},
      first_seen_at = least(listings.first_seen_at, excluded.first_seen_at),
      last_seen_at = greatest(listings.last_seen_at, excluded.last_seen_at)`.execute(trx)
}

/** A page may show a listing twice: the organic one counts, else the first. */
function oneEach(listings: readonly Listing[]): Listing[] {
  const byKey = new Map<string, Listing>()
  for (const listing of listings) {
    const key = JSON.stringify([listing.marketplace, listing.id])
    const known = byKey.get(key)
    if (!known || (known.sponsored && !listing.sponsored)) byKey.set(key, listing)
  }
  return [...byKey.values()]
}

function sellerKeyOf(listing: Listing): string | null {
  const key = listing.seller?.id ?? listing.seller?.name
  return key === undefined ? null : storableText(key).slice(0, sellerKeyUnitsMax)
}
