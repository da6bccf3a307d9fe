import { type Kysely, sql } from 'kysely'
import { keyOf, type Listing } from '../../model/listing.ts'
import type { SellerRecord } from '../../model/seen-before.ts'
import { plainSellerName } from '../../model/seller-name.ts'
import { storableText } from '../storable.ts'
import type { Tables } from '../tables.ts'

/** Longest id and name that are indexed; PostgreSQL refuses index rows beyond a third of a page. */
const unitsMax = 200
/** Decided hits of one seller that are counted: what is beyond changes no score. */
const decidedMax = 1_000

/** How a seller is known again: by the marketplace's id, which stays; by name where there is none. */
export function sellerOf({ seller }: Listing): { id: string | null; name: string | null } {
  const name = seller?.name && plainSellerName(seller.name)
  return {
    id: seller?.id ? storableText(seller.id).slice(0, unitsMax) : null,
    name: name ? storableText(name).slice(0, unitsMax) : null,
  }
}

/**
 * By `keyOf`: what was decided about other listings of each listing's seller on its marketplace, for any watch. Verdicts
 * that stand: not taken back, and not while two reviewers disagree. None for a seller without a counterfeit one.
 */
export async function loadSellerRecords(
  db: Kysely<Tables>,
  listings: readonly Listing[],
): Promise<Map<string, SellerRecord>> {
  const sellers = listings.map(sellerOf)
  const { rows } = await sql<Omit<SellerRecord, 'kind'> & { marketplace: string; id: string }>`
    with batch as (
      select * from unnest(
        ${listings.map(({ marketplace }) => marketplace)}::text[],
        ${listings.map(({ id }) => id)}::text[],
        ${sellers.map(({ id }) => id)}::text[],
        ${sellers.map(({ name }) => name)}::text[]
      ) as k (marketplace, id, seller_id, seller_name))
    select k.marketplace, k.id,
      (count(distinct h.listing_id) filter (where h.verdict = 'counterfeit'))::integer as counterfeit,
      (count(distinct h.listing_id) filter (where h.verdict = 'allowed'))::integer as allowed,
      to_char(min(h.decided_at) filter (where h.verdict = 'counterfeit') at time zone 'UTC', 'YYYY-MM-DD') as since,
      case when bool_or(h.by_id) then 'id' else 'name' end as by
    from batch k cross join lateral (
      (select listing_id, verdict, decision_id, decided_at, true as by_id from hits
        where marketplace = k.marketplace and seller_id = k.seller_id and verdict in ('counterfeit', 'allowed')
        limit ${decidedMax})
      union all
      (select listing_id, verdict, decision_id, decided_at, false from hits
        where marketplace = k.marketplace and seller_name = k.seller_name and verdict in ('counterfeit', 'allowed')
          and (seller_id is null or k.seller_id is null)
        limit ${decidedMax})) h
    where h.listing_id <> k.id and not exists (
      select from second_looks s where s.first_decision = h.decision_id and s.second_verdict <> s.first_verdict
        and s.third_at is null)
    group by k.marketplace, k.id
    having bool_or(h.verdict = 'counterfeit')`.execute(db)
  return new Map(
    rows.map(({ marketplace, id, ...record }) => [keyOf(marketplace, id), { kind: 'seller-record', ...record }]),
  )
}
