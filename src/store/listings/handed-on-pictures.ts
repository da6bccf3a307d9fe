import { type Kysely, sql } from 'kysely'
import { keyOf, type ListingKey } from '../../model/listing.ts'
import { haveSameColours } from '../../model/picture-colour.ts'
import { type PictureHashes, sameBitsMax } from '../../model/picture-hash.ts'
import type { SharedPicture } from '../../model/seen-before.ts'
import type { Watch } from '../../model/watch.ts'
import type { Tables } from '../tables.ts'
import { picturesOfAuthorised } from './copies.ts'

/** Listings with one picture that are looked at; more say nothing new. */
const othersMax = 50

type Row = {
  marketplace: string
  id: string
  mine: string
  own: PictureHashes
  other: string
  otherId: string
  seller: string
  hashes: PictureHashes
}

/**
 * By `keyOf`: how many listings of other sellers show a listing's first picture, in its colours. What an authorised seller
 * shows too is left out. What was fetched since the run was planned, too: a score does not depend on which page came first.
 */
export async function loadSharedPictures(
  db: Kysely<Tables>,
  watch: Watch,
  listings: readonly ListingKey[],
  runPlannedAt: Date,
): Promise<Map<string, SharedPicture>> {
  const { rows } = await sql<Row>`
    select k.marketplace, k.id, mine.sha256 as mine, mine.hashes as own, c.* from unnest(
      ${listings.map(({ marketplace }) => marketplace)}::text[], ${listings.map(({ id }) => id)}::text[]
    ) as k (marketplace, id)
    join listings l on l.marketplace = k.marketplace and l.id = k.id and l.seller_key is not null
    join pictures own on own.marketplace = k.marketplace and own.listing_id = k.id and own.position = 0
    join picture_hashes mine on mine.sha256 = own.sha256
    cross join lateral (
      select p.marketplace as other, p.listing_id as "otherId", s.seller_key as seller, h.hashes
      from picture_hashes h
      join pictures p on p.sha256 = h.sha256 and p.position = 0 and p.fetched_at < ${runPlannedAt}
      join listings s on s.marketplace = p.marketplace and s.id = p.listing_id and s.seller_key is not null
      where h.bands && mine.bands and h.version = mine.version
        and bit_count(h.frequency # mine.frequency) <= ${sameBitsMax}
        and (s.marketplace, s.seller_key) <> (l.marketplace, l.seller_key)
      order by p.marketplace, p.listing_id
      limit ${othersMax}) c`.execute(db)
  const inItsColours = rows.filter(({ own, hashes }) => haveSameColours(own.colours, hashes.colours))
  const official = await picturesOfAuthorised(db, watch, new Set(inItsColours.map(({ mine }) => mine)))
  const byListing = new Map<string, Row[]>()
  for (const row of inItsColours) {
    if (official.has(row.mine)) continue
    const key = keyOf(row.marketplace, row.id)
    byListing.set(key, [...(byListing.get(key) ?? []), row])
  }
  return new Map(
    [...byListing].map(([key, others]) => {
      const sellers = new Set(others.map(({ other, seller }) => keyOf(other, seller))).size
      return [key, { kind: 'shared-picture', listings: others.length, sellers }]
    }),
  )
}
