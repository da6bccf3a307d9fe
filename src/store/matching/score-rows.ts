import { sql } from 'kysely'
import { keyOf, type Listing, type ListingKey } from '../../model/listing.ts'
import { folded } from '../../model/text-folding.ts'
import type { NextState, StandingHit } from '../hits/hit-transition.ts'
import { sellerOf } from '../listings/seller-records.ts'
import { derivedId, storableText, toJson } from '../storable.ts'
import type { Trx } from '../transaction.ts'
import type { ScoredListing } from './matching-store.ts'

/** The last run that saw a hit. */
export type KnownHit = { run: string; runPlannedAt: Date }
/** A hit as it is after its listing was scored; `foundAt` counts only for a new one. */
export type FoundHit = NextState & ScoredListing & { listing: Listing; run: string; foundAt: Date }

/** The hits of a watch on these listings, by `keyOf`, locked. */
export async function loadHits(
  trx: Trx,
  watch: string,
  listings: readonly ListingKey[],
): Promise<Map<string, StandingHit & KnownHit>> {
  const { rows } = await sql<StandingHit & KnownHit & { marketplace: string; listing: string }>`
    select h.marketplace, h.listing_id as listing, h.state, h.verdict, h.decided_on as "decidedOn",
      h.reopened_at as "reopenedAt", h.sampled, h.run_id as run, r.planned_at as "runPlannedAt"
    from unnest(${listings.map((listing) => listing.marketplace)}::text[], ${listings.map((listing) => listing.id)}::text[])
      as k (marketplace, id)
    join hits h on h.watch_id = ${watch} and h.marketplace = k.marketplace and h.listing_id = k.id
    join runs r on r.id = h.run_id
    order by h.id
    for update of h`.execute(trx)
  return new Map(rows.map((row) => [keyOf(row.marketplace, row.listing), row]))
}

export async function upsertScores(
  trx: Trx,
  watch: string,
  scored: readonly ScoredListing[],
  by: { run: string; matcher: string; now: Date },
): Promise<void> {
  if (scored.length === 0) return
  await sql`
    insert into scores (watch_id, marketplace, listing_id, score, verdict, findings, matcher, run_id, scored_at)
    select ${watch}, marketplace, id, score, verdict, findings::jsonb, ${by.matcher}, ${by.run}, ${by.now}
    from unnest(
      ${scored.map((result) => result.marketplace)}::text[],
      ${scored.map((result) => result.id)}::text[],
      ${scored.map((result) => result.score.score)}::float8[],
      ${scored.map((result) => result.score.verdict)}::text[],
      ${scored.map((result) => toJson(result.score.findings))}::text[]
    ) as batch (marketplace, id, score, verdict, findings)
    on conflict (watch_id, marketplace, listing_id) do update set score = excluded.score, verdict = excluded.verdict,
      findings = excluded.findings, matcher = excluded.matcher, run_id = excluded.run_id, scored_at = excluded.scored_at
  `.execute(trx)
}

/** New hits get their derived id; of known ones only what scoring may change is changed. What is no hit by its score came as a sample. */
export async function upsertHits(trx: Trx, watch: string, hits: readonly FoundHit[]): Promise<void> {
  if (hits.length === 0) return
  const sellers = hits.map(({ listing }) => sellerOf(listing))
  await sql`
    insert into hits (id, watch_id, marketplace, listing_id, run_id, score, rank, text, state, found_at, reopened_at, sampled,
      seller_id, seller_name)
    select id, ${watch}, marketplace, listing, run, score, rank, text, state, found, reopened, sampled, seller_id, seller_name
    from unnest(
      ${hits.map((hit) => derivedId(watch, hit.marketplace, hit.id))}::text[],
      ${hits.map((hit) => hit.marketplace)}::text[],
      ${hits.map((hit) => hit.id)}::text[],
      ${hits.map((hit) => hit.run)}::text[],
      ${hits.map((hit) => hit.score.score)}::float8[],
      ${hits.map((hit) => hit.rank)}::float8[],
      ${hits.map((hit) => searchText(hit.listing))}::text[],
      ${hits.map((hit) => hit.state)}::text[],
      ${hits.map((hit) => hit.foundAt)}::timestamptz[],
      ${hits.map((hit) => hit.reopenedAt)}::timestamptz[],
      ${hits.map((hit) => !hit.isHit)}::boolean[],
      ${sellers.map((seller) => seller.id)}::text[],
      ${sellers.map((seller) => seller.name)}::text[]
    ) as batch (id, marketplace, listing, run, score, rank, text, state, found, reopened, sampled, seller_id, seller_name)
    on conflict (id) do update set run_id = excluded.run_id, score = excluded.score, rank = excluded.rank,
      text = excluded.text, state = excluded.state, reopened_at = excluded.reopened_at,
      sampled = hits.sampled and excluded.sampled, 
      seller_id = coalesce(excluded.seller_id, hits.seller_id),
      seller_name = coalesce(excluded.seller_name, hits.seller_name)`.execute(trx)
}

/** What the list's text filter looks in. */
const searchText = ({ title, seller }: Listing): string =>
  [title, seller?.name ?? '', seller?.id ?? ''].map((text) => storableText(folded(text))).join('\n')
