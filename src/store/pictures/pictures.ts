import { type Kysely, sql } from 'kysely'
import { hashVersion, sameBitsMax } from '../../model/picture-hash.ts'
import { storableText } from '../storable.ts'
import type { Tables } from '../tables.ts'
import { inTransaction } from '../transaction.ts'
import { upsertHashes } from './picture-hashes.ts'
import type { PictureStore } from './picture-store.ts'

/**
 * From a listing's own first picture (`own`) to all listings' pictures (`p`) that are the same one, whoever serves it and in
 * whatever size: in at most `sameBitsMax` bits does its hash (`h`) differ from its own (`o`).
 */
export const picturesLikeOwn = sql`pictures own
  join picture_hashes o on o.sha256 = own.sha256 and own.position = 0
  join picture_hashes h on h.bands && o.bands and h.version = o.version
    and bit_count(h.frequency # o.frequency) <= ${sameBitsMax}
  join pictures p on p.sha256 = h.sha256`

export const pictureStore = (db: Kysely<Tables>): PictureStore => ({
  save: ({ marketplace, listing, position, url, sha256, hashes, why, now }) =>
    inTransaction(db, async (trx) => {
      if (sha256 !== null) await upsertHashes(trx, [{ sha256, hashes }])
      const row = { url: storableText(url), sha256, why: why === null ? null : storableText(why), fetched_at: now }
      await trx
        .insertInto('pictures')
        .values({ marketplace, listing_id: listing, position, ...row })
        .onConflict((conflict) => conflict.columns(['marketplace', 'listing_id', 'position']).doUpdateSet(row))
        .execute()
    }),

  async has(marketplace, listing, url) {
    const row = await db
      .selectFrom('pictures')
      .select('url')
      .where('marketplace', '=', marketplace)
      .where('listing_id', '=', listing)
      .where('url', '=', storableText(url))
      .where('sha256', 'is not', null)
      .executeTakeFirst()
    return row !== undefined
  },

  async unhashed(limit) {
    const { rows } = await sql<{ sha256: string }>`
      select distinct kept.sha256 from (
        select sha256 from pictures where sha256 is not null union all select sha256 from reference_pictures) kept
      where not exists (
        select from picture_hashes h where h.sha256 = kept.sha256 and h.version = ${hashVersion})
      order by 1 limit ${limit}`.execute(db)
    return rows.map((row) => row.sha256)
  },

  saveHashes: (sha256, hashes) => upsertHashes(db, [{ sha256, hashes }]),

  async alike({ marketplace, id }, limit) {
    const { rows } = await sql<{ marketplace: string; id: string; sha256: string; distance: number }>`
      select p.marketplace, p.listing_id as id, min(p.sha256) as sha256,
        min(bit_count(h.frequency # o.frequency))::integer as distance
      from ${picturesLikeOwn}
      where own.marketplace = ${marketplace} and own.listing_id = ${id}
        and (p.marketplace, p.listing_id) <> (own.marketplace, own.listing_id)
      group by p.marketplace, p.listing_id
      order by distance, p.marketplace, p.listing_id limit ${limit}`.execute(db)
    return rows
  },
})
