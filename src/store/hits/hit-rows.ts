import { type Kysely, type RawBuilder, sql } from 'kysely'
import { changesBetween, type Snapshot, snapshotOf } from '../../model/hit.ts'
import { type Listing, mergeListing } from '../../model/listing.ts'
import type { Tables } from '../tables.ts'
import type { Hit } from './hit-store.ts'

/** A hit as it is selected: what is made of several columns stands beside in its parts. */
type Row = Omit<Hit, 'listing' | 'changes' | 'picture' | 'lease'> & {
  data: Listing
  detail: Listing | null
  decidedOn: Snapshot | null
  pictureSha256: string | null
  pictureWhy: string | null
  leasedBy: string | null
  leasedName: string | null
  leasedUntil: Date | null
}

/** The hits that `which` (where … order by … limit over `hits`) selects, in the order of the review list. */
export async function loadHits(db: Kysely<Tables>, which: RawBuilder<unknown>): Promise<Hit[]> {
  const { rows } = await selectHits(which).execute(db)
  return rows.map(hitOf)
}

/** All that a card shows. The limit is inside: what belongs to a hit is looked up for one page only. */
export const selectHits = (which: RawBuilder<unknown>): RawBuilder<Row> => sql<Row>`
    select h.id, h.watch_id as watch, w.brand, h.run_id as run, l.data, l.detail, h.score, h.rank, s.findings, s.matcher,
      h.state, h.verdict, h.found_at as "foundAt", h.decided_at as "decidedAt", coalesce(d.name, h.decided_by) as "decidedBy",
      h.decided_on as "decidedOn", h.reopened_at as "reopenedAt", l.gone_at as "goneAt", l.first_seen_at as "firstSeenAt",
      l.last_seen_at as "lastSeenAt", p.sha256 as "pictureSha256", p.why as "pictureWhy", h.leased_by as "leasedBy",
      coalesce(b.name, h.leased_by) as "leasedName", h.leased_until as "leasedUntil", h.sampled as "isSample"
    from (select * from hits ${which}) h
    join watches w on w.id = h.watch_id
    join listings l on l.marketplace = h.marketplace and l.id = h.listing_id
    join scores s on s.watch_id = h.watch_id and s.marketplace = h.marketplace and s.listing_id = h.listing_id
    left join users d on d.id = h.decided_by
    left join users b on b.id = h.leased_by
    left join lateral (
      select sha256, why from pictures where marketplace = h.marketplace and listing_id = h.listing_id
      order by sha256 is null, position limit 1) p on true
    order by h.rank desc, h.id`

/** `decidedBy` is the person's name. */
const hitOf = (row: Row): Hit => ({
  id: row.id,
  watch: row.watch,
  brand: row.brand,
  run: row.run,
  listing: mergeListing(row.data, row.detail),
  score: row.score,
  rank: row.rank,
  findings: row.findings,
  matcher: row.matcher,
  state: row.state,
  verdict: row.verdict,
  foundAt: row.foundAt,
  decidedAt: row.decidedAt,
  decidedBy: row.decidedBy,
  reopenedAt: row.reopenedAt,
  changes: row.decidedOn ? changesBetween(row.decidedOn, snapshotOf(row.data)) : [],
  goneAt: row.goneAt,
  firstSeenAt: row.firstSeenAt,
  lastSeenAt: row.lastSeenAt,
  picture: pictureOf(row),
  lease: leaseOf(row),
  isSample: row.isSample,
})

const pictureOf = ({ pictureSha256, pictureWhy }: Row): Hit['picture'] =>
  pictureSha256 !== null ? { sha256: pictureSha256 } : pictureWhy !== null ? { why: pictureWhy } : null

const leaseOf = ({ leasedBy, leasedName, leasedUntil }: Row): Hit['lease'] =>
  leasedBy !== null && leasedName !== null && leasedUntil !== null
    ? { by: leasedBy, name: leasedName, until: leasedUntil }
    : null
