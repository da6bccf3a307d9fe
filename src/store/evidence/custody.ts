import { type Kysely, type Selectable, sql } from 'kysely'
import { recordPath } from '../../evidence/log/entry.ts'
import { toJson } from '../storable.ts'
import type { Tables } from '../tables.ts'
import { inTransaction } from '../transaction.ts'
import type { CustodyStore, EventRow } from './evidence-store.ts'
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
      const event = await make(before?.sha256 ?? null)
      const entry = { type: 'event' as const, subject, record: recordPath.event(event.id), sha256: event.sha256 }
      const [place] = await appendEntries(trx, [entry], now())
      if (!place) throw new Error('nothing was appended')
      const row = { ...event, files: toJson(event.files), entry: place.index }
      await trx.insertInto('evidence_events').values(row).execute()
      return { ...event, entry: place.index }
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
  purchases: async (limit) => {
    const { rows } = await sql<{ id: string; at: Date; last: string }>`
      select o.subject as id, o.at, (
        select e.type from evidence_events e where e.subject = o.subject order by e.entry desc limit 1) as last
      from evidence_events o where o.type = 'ordered' order by o.entry desc limit ${limit}`.execute(db)
    return rows
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

const eventOf = (row: Selectable<Tables['evidence_events']>): EventRow & { entry: number } => ({
  ...row,
  entry: Number(row.entry),
})
