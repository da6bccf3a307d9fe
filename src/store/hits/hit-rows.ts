import { type Kysely, type RawBuilder, sql } from 'kysely'
import { changesBetween, type Snapshot, snapshotOf } from '../../model/hit.ts'
import { type Listing, mergeListing } from '../../model/listing.ts'
import type { Tables } from '../tables.ts'
import type { Hit } from './hit-store.ts'

/** A hit as it is selected: what is made of several columns stands beside in its parts. */
type Row = Omit<Hit, 'listing' | 'changes' | 'pictures' | 'lease'> & {
  data: Listing
  detail: Listing | null
  decidedOn: Snapshot | null
  pictures: { sha256: string | null; why: string | null }[] | null
  leasedBy: string | null
  leasedName: string | null
  leasedUntil: Date | null
}

/** Marketplaces show a dozen at the most; a card with more would be all pictures. */
const picturesMax = 24

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
      l.last_seen_at as "lastSeenAt", p.pictures, h.leased_by as "leasedBy",
      coalesce(b.name, h.leased_by) as "leasedName", h.leased_until as "leasedUntil", h.sampled as "isSample",
      exists (select from visits v where v.watch_id = h.watch_id and v.marketplace = h.marketplace
        and v.listing_id = h.listing_id and v.ended_at is null) as "pictureComes"
    from (select * from hits ${which}) h
    join watches w on w.id = h.watch_id
    join listings l on l.marketplace = h.marketplace and l.id = h.listing_id
    join scores s on s.watch_id = h.watch_id and s.marketplace = h.marketplace and s.listing_id = h.listing_id
    left join users d on d.id = h.decided_by
    left join users b on b.id = h.leased_by
    left join lateral (
      select json_agg(json_build_object('sha256', sha256, 'why', why) order by position) as pictures from (
        select sha256, why, position from pictures where marketplace = h.marketplace and listing_id = h.listing_id
        order by position limit ${picturesMax}) kept) p on true
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
  pictures: picturesOf(row),
  pictureComes: row.pictureComes,
  lease: leaseOf(row),
  isSample: row.isSample,
})

const picturesOf = ({ pictures }: Row): Hit['pictures'] =>
  (pictures ?? []).flatMap(({ sha256, why }): Hit['pictures'] =>
    sha256 !== null ? [{ sha256 }] : why !== null ? [{ why }] : [],
  )

/** Who holds it, by id and name; the lease may have ended. */
export const leaseOf = ({
  leasedBy,
  leasedName,
  leasedUntil,
}: Pick<Row, 'leasedBy' | 'leasedName' | 'leasedUntil'>): Hit['lease'] =>
  leasedBy !== null && leasedName !== null && leasedUntil !== null
    ? { by: leasedBy, name: leasedName, until: leasedUntil }
    : null
