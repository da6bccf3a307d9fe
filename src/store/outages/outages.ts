import type { Kysely } from 'kysely'
import { merged, type Outage } from '../../model/outage.ts'
import { storableText } from '../storable.ts'
import type { Tables } from '../tables.ts'
import type { OutageStore } from './outage-store.ts'

/** A process that tells of an outage does so every few seconds; one that has been silent for so long was ended. */
const silentMs = 60_000
const keptMs = 90 * 24 * 3_600_000
const outagesMax = 1_000

export const outageStore = (db: Kysely<Tables>): OutageStore => ({
  async save({ id, what, since, until, why }, now) {
    const row = { what, since, until, why: storableText(why), seen_at: now }
    await db
      .insertInto('outages')
      .values({ id, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute()
    await db
      .deleteFrom('outages')
      .where('seen_at', '<', new Date(now.getTime() - keptMs))
      .execute()
  },

  async since(from, now) {
    const rows = await db
      .selectFrom('outages')
      .selectAll()
      .where('seen_at', '>=', from)
      .orderBy('seen_at', 'desc')
      .limit(outagesMax)
      .execute()
    const lasts = (seenAt: Date): boolean => now.getTime() - seenAt.getTime() < silentMs
    return merged(
      rows.map(
        ({ what, since, until, why, seen_at }): Outage => ({
          ...{ what, since, why },
          until: until ?? (lasts(seen_at) ? null : seen_at),
        }),
      ),
    )
  },
})
