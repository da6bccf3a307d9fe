import type { Kysely } from 'kysely'
import { storableText } from './storable.ts'
import type { PictureStore } from './store.ts'
import type { Tables } from './tables.ts'

export const pictureStore = (db: Kysely<Tables>): PictureStore => ({
  async save({ marketplace, listing, position, url, sha256, why, now }) {
    const row = { url: storableText(url), sha256, why: why === null ? null : storableText(why), fetched_at: now }
    await db
      .insertInto('pictures')
      .values({ marketplace, listing_id: listing, position, ...row })
      .onConflict((conflict) => conflict.columns(['marketplace', 'listing_id', 'position']).doUpdateSet(row))
      .execute()
  },

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
})
