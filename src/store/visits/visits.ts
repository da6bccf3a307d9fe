import { type Kysely, sql } from 'kysely'
import { snapshotOf } from '../../model/hit.ts'
import { mergeListing } from '../../model/listing.ts'
import { storableText, toJson } from '../storable.ts'
import type { Tables } from '../tables.ts'
import { inTransaction, type Trx } from '../transaction.ts'
import { visitOf } from './visit-rows.ts'
import type { PlannedVisit, VisitResult, VisitStore } from './visit-store.ts'

export const visitStore = (db: Kysely<Tables>): VisitStore => ({
  async load(id) {
    const row = await db
      .selectFrom('visits')
      .innerJoin('watches', 'watches.id', 'visits.watch_id')
      .innerJoin('listings', (join) =>
        join.onRef('listings.marketplace', '=', 'visits.marketplace').onRef('listings.id', '=', 'visits.listing_id'),
      )
      .selectAll('visits')
      .select(['watches.data as watch', 'listings.data', 'listings.detail', 'listings.detail_validators'])
      .where('visits.id', '=', id)
      .executeTakeFirst()
    if (!row) return null
    const listing = mergeListing(row.data, row.detail)
    return { visit: visitOf(row), state: row.state, listing, since: row.detail_validators, watch: row.watch }
  },

  save: (result) => inTransaction(db, (trx) => saveVisit(trx, result)),
})

async function saveVisit(trx: Trx, result: VisitResult): Promise<{ saved: boolean }> {
  const { visit, end, detail, unchanged, now } = result
  const row = await trx.selectFrom('visits').select('state').where('id', '=', visit.id).forUpdate().executeTakeFirst()
  if (!row) throw new Error(`visit ${visit.id} was never planned`)
  if (row.state !== 'planned') return { saved: false }
  const wasSeen = end.state === 'visited' && (detail !== null || unchanged !== undefined)
  if (wasSeen) await saveSeen(trx, result)
  // What came was no reading, so the next one asks for the whole page.
  else if (['changed', 'blocked', 'gone'].includes(end.state))
    await listingOf(trx, visit).set({ detail_validators: null }).execute()
  if (end.state === 'gone') await listingOf(trx, visit).set({ gone_at: now }).where('gone_at', 'is', null).execute()
  await trx
    .updateTable('visits')
    .set({
      state: end.state,
      why: end.why === undefined ? null : storableText(end.why),
      ended_at: now,
      // Only what was read, now or before, is matched again.
      scored_at: wasSeen ? null : now,
    })
    .where('id', '=', visit.id)
    .execute()
  return { saved: true }
}

/** The page's reading and what it can be asked again with are one: they are written together, or both stay. */
async function saveSeen(trx: Trx, { visit, detail, validators, unchanged, now }: VisitResult): Promise<void> {
  const { data, detail_validators: standing } = await trx
    .selectFrom('listings')
    .select(['data', 'detail_validators'])
    .where('marketplace', '=', visit.marketplace)
    .where('id', '=', visit.listing)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const seen = { gone_at: null, last_seen_at: sql<Date>`greatest(last_seen_at, ${now}::timestamptz)` }
  const on = toJson(snapshotOf(data))
  if (detail) {
    const held = validators ? toJson(validators) : null
    await listingOf(trx, visit)
      .set({ ...seen, detail: toJson(detail), detail_on: on, detail_validators: held })
      .execute()
    return
  }
  // Read anew by somebody else in the meantime: theirs is the newer reading, and this says nothing of it.
  const isSame = standing?.by === unchanged?.by && standing?.readAt === unchanged?.readAt
  await listingOf(trx, visit)
    .set({ ...seen, ...(isSame && { detail_on: on }) })
    .execute()
}

const listingOf = (trx: Trx, visit: PlannedVisit) =>
  trx.updateTable('listings').where('marketplace', '=', visit.marketplace).where('id', '=', visit.listing)
