import { type Kysely, type Selectable, sql } from 'kysely'
import { recordPath } from '../../evidence/log/entry.ts'
import { toJson } from '../storable.ts'
import type { Tables } from '../tables.ts'
import { inTransaction } from '../transaction.ts'
import type { CustodyStore, LoggedEvent } from './evidence-store.ts'
import { appendEntries, lockTip } from './log-append.ts'

export const custodyStore = (db: Kysely<Tables>): CustodyStore => ({
  register: (subject, make, now) =>
    inTransaction(db, async (trx) => {
      await lockTip(trx)
      const before = await trx
        .selectFrom('evidence_events')
        .select('sha256')
        .where('subject', '=', subject)
        .orderBy('entry', 'desc')
        .limit(1)
        .executeTakeFirst()
      const events = await make(before?.sha256 ?? null)
      const entries = events.map(({ id, sha256 }) => ({
        ...{ type: 'event' as const, subject, record: recordPath.event(id), sha256 },
      }))
      const places = await appendEntries(trx, entries, now())
      const logged = events.map((event, at) => ({ ...event, entry: places[at]?.index ?? nowhere() }))
      await trx.insertInto('evidence_events').values(logged.map(toRow)).execute()
      return logged
    }),
  of: async (subjects) =>
    subjects.length === 0
      ? []
      : (
          await db.selectFrom('evidence_events').selectAll().where('subject', 'in', subjects).orderBy('entry').execute()
        ).map(eventOf),
  load: async (id) => {
    const row = await db.selectFrom('evidence_events').selectAll().where('id', '=', id).executeTakeFirst()
    return row ? eventOf(row) : null
  },
  usedElsewhere: async (hashes, subject) => {
    const { rows } = await sql<{ sha256: string }>`
      select distinct f ->> 'sha256' as sha256 from evidence_events e cross join jsonb_array_elements(e.files) f
      where e.subject <> ${subject} and f ->> 'sha256' = any(${hashes}::text[])`.execute(db)
    return rows.map(({ sha256 }) => sha256)
  },
  purchases: async (limit, listing) => {
    const ofListing = listing ? sql`and o.marketplace = ${listing.marketplace} and o.listing_id = ${listing.id}` : sql``
    // An order may be said again as a correction: a purchase is one all the same.
    const { rows } = await sql<{ id: string; at: Date; last: string }>`
      select o.subject as id, min(o.at) as at, (
        select e.type from evidence_events e
        where e.subject = o.subject and e.type not in ('accessed', 'copied', 'exported', 'verified')
        order by e.entry desc limit 1) as last
      from evidence_events o where o.type = 'ordered' ${ofListing}
      group by o.subject order by min(o.entry) desc limit ${limit}`.execute(db)
    return rows
  },
  purchaseOfBag: async (bag) => {
    const row = await db.selectFrom('evidence_events').select('subject').where('bag', '=', bag).executeTakeFirst()
    return row?.subject ?? null
  },
  offer: async ({ purchase, offer, offeredAt }) => {
    const row = { offer: toJson(offer), offered_at: offeredAt }
    await db
      .insertInto('evidence_transfers')
      .values({ purchase, ...row })
      .onConflict((conflict) => conflict.column('purchase').doUpdateSet(row))
      .execute()
  },
  offered: async (purchase) => {
    const row = await db
      .selectFrom('evidence_transfers')
      .selectAll()
      .where('purchase', '=', purchase)
      .executeTakeFirst()
    return row ? { purchase, offer: row.offer, offeredAt: row.offered_at } : null
  },
  withdraw: async (purchase) => {
    await db.deleteFrom('evidence_transfers').where('purchase', '=', purchase).execute()
  },
})

const nowhere = (): never => {
  throw new Error('an event was not appended')
}

const toRow = ({ files, listing, ...event }: LoggedEvent) => ({
  ...event,
  files: toJson(files),
  ...{ marketplace: listing?.marketplace ?? null, listing_id: listing?.id ?? null },
})

function eventOf(row: Selectable<Tables['evidence_events']>): LoggedEvent {
  const { marketplace, listing_id, entry, ...event } = row
  const listing = marketplace !== null && listing_id !== null ? { marketplace, id: listing_id } : null
  return { ...event, listing, entry: Number(entry) }
}
