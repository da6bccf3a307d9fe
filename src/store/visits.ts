import type { Kysely } from 'kysely'
import { snapshotOf } from '../model/hit.ts'
import { type Listing, mergeListing } from '../model/listing.ts'
import { storableText, toJson } from './storable.ts'
import type { PlannedVisit, VisitStore } from './store.ts'
import type { Tables } from './tables.ts'
import { inTransaction, type Trx } from './transaction.ts'
import { visitOf } from './visit-rows.ts'

type Result = Parameters<VisitStore['save']>[0]

export const visitStore = (db: Kysely<Tables>): VisitStore => ({
  async load(id) {
    const row = await db
      .selectFrom('visits')
      .innerJoin('watches', 'watches.id', 'visits.watch_id')
      .innerJoin('listings', (join) =>
        join.onRef('listings.marketplace', '=', 'visits.marketplace').onRef('listings.id', '=', 'visits.listing_id'),
      )
      .selectAll('visits')
      .select(['watches.data as watch', 'listings.data', 'listings.detail'])
      .where('visits.id', '=', id)
      .executeTakeFirst()
    if (!row) return null
    const listing = mergeListing(row.data, row.detail)
    return { visit: visitOf(row), state: row.state, listing, watch: row.watch }
  },

  save: (result) => inTransaction(db, (trx) => saveVisit(trx, result)),
})

async function saveVisit(trx: Trx, { visit, end, detail, now }: Result): Promise<{ saved: boolean }> {
  const row = await trx.selectFrom('visits').select('state').where('id', '=', visit.id).forUpdate().executeTakeFirst()
  if (!row) throw new Error(`visit ${visit.id} was never planned`)
  if (row.state !== 'planned') return { saved: false }
  if (end.state === 'visited' && detail) await saveDetail(trx, visit, detail)
  if (end.state === 'gone') await listingOf(trx, visit).set({ gone_at: now }).where('gone_at', 'is', null).execute()
  await trx
    .updateTable('visits')
    .set({
      state: end.state,
      why: end.why === undefined ? null : storableText(end.why),
      ended_at: now,
      // Only a detail that was read is matched again.
      scored_at: end.state === 'visited' && detail ? null : now,
    })
    .where('id', '=', visit.id)
    .execute()
  return { saved: true }
}

async function saveDetail(trx: Trx, visit: PlannedVisit, detail: Listing): Promise<void> {
  const { data } = await trx
    .selectFrom('listings')
    .select('data')
    .where('marketplace', '=', visit.marketplace)
    .where('id', '=', visit.listing)
    .forUpdate()
    .executeTakeFirstOrThrow()
  await listingOf(trx, visit)
    .set({ detail: toJson(detail), detail_on: toJson(snapshotOf(data)), gone_at: null })
    .execute()
}

const listingOf = (trx: Trx, visit: PlannedVisit) =>
  trx.updateTable('listings').where('marketplace', '=', visit.marketplace).where('id', '=', visit.listing)
