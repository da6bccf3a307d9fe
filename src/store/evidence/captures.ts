import { type Kysely, type Selectable, sql } from 'kysely'
import { recordPath } from '../../evidence/log/entry.ts'
import { toJson } from '../storable.ts'
import type { Tables } from '../tables.ts'
import { inTransaction } from '../transaction.ts'
import type { Captured, CaptureRow, CaptureStore, HitToCapture, LoadedCaptureJob } from './evidence-store.ts'
import { appendEntries } from './log-append.ts'

export const captureStore = (db: Kysely<Tables>): CaptureStore => ({
  register: (capture, now) =>
    inTransaction(db, async (trx) => {
      const { id, recordSha256, stamp } = capture
      const entry = { type: 'capture' as const, subject: id, record: recordPath.capture(id), sha256: recordSha256 }
      const [place] = await appendEntries(trx, [{ ...entry, stamp: stamp?.sha256 ?? null }], now)
      if (!place) throw new Error('nothing was appended')
      await trx
        .insertInto('captures')
        .values({ ...toRow(capture), entry: place.index })
        .execute()
      return place
    }),
  load: async (id) => {
    const row = await db.selectFrom('captures').selectAll().where('id', '=', id).executeTakeFirst()
    return row ? fromRow(row) : null
  },
  list: async ({ hit, marketplace, listing, state, since, limit }) => {
    let rows = db.selectFrom('captures').selectAll().orderBy('entry', 'desc').limit(limit)
    if (hit !== undefined) rows = rows.where('hit_id', '=', hit)
    if (marketplace !== undefined) rows = rows.where('marketplace', '=', marketplace)
    if (listing !== undefined) rows = rows.where('listing_id', '=', listing)
    if (state !== undefined) rows = rows.where('state', '=', state)
    if (since !== undefined) rows = rows.where('finished_at', '>=', since)
    return (await rows.execute()).map(fromRow)
  },
  unstamped: async (limit) => {
    const rows = db.selectFrom('captures').selectAll().where('stamp_sha256', 'is', null)
    return (await rows.orderBy('entry').limit(limit).execute()).map(fromRow)
  },
  addStamp: (id, stamp, now) =>
    inTransaction(db, async (trx) => {
      // Before anything is appended: of two processes that bring a stamp at once, one finds the capture without.
      const without = trx.selectFrom('captures').select('id').where('id', '=', id).where('stamp_sha256', 'is', null)
      if (!(await without.forUpdate().executeTakeFirst())) return null
      const entry = { type: 'stamp' as const, subject: id, record: recordPath.stamp(id), sha256: stamp.sha256 }
      const [place] = await appendEntries(trx, [entry], now)
      if (!place) throw new Error('nothing was appended')
      await trx
        .updateTable('captures')
        .set({ stamp_sha256: stamp.sha256, stamped_at: stamp.at, tsa: stamp.tsa, stamp_entry: place.index })
        .where('id', '=', id)
        .execute()
      return place
    }),
  ...lawful(db),
  ...jobs(db),
})

const lawful = (db: Kysely<Tables>): Pick<CaptureStore, 'forget' | 'olderThan'> => ({
  forget: (id) =>
    inTransaction(db, async (trx) => {
      const nothing = { url: '', final: '', title: '' }
      await trx.updateTable('captures').set(nothing).where('id', '=', id).execute()
      const nobody = { name: 'deleted under law', role: '', organisation: '' }
      const requested = toJson({ by: nobody, onBehalfOf: '', legalBasis: '', purpose: '' })
      await trx.updateTable('capture_jobs').set({ url: '', requested }).where('capture_id', '=', id).execute()
    }),
  olderThan: async (before, except, limit) => {
    const rows = db
      .selectFrom('captures as c')
      .selectAll()
      .where('finished_at', '<', before)
      .where(
        sql<boolean>`not exists (
          select 1 from evidence_events e where (e.type = 'exported' and e.subject = c.id)
            or (e.type = 'ordered' and e.marketplace = c.marketplace and e.listing_id = c.listing_id))`,
      )
    const others = except.length === 0 ? rows : rows.where('id', 'not in', except)
    return (await others.orderBy('finished_at').limit(limit).execute()).map(fromRow)
  },
})

const jobs = (
  db: Kysely<Tables>,
): Pick<CaptureStore, 'plan' | 'job' | 'jobsOf' | 'looksBeside' | 'endJob' | 'planned' | 'hitsToCapture'> => ({
  plan: async ({ listing, hit, requested, requestedAt, secondOf = null, ...job }) => {
    const row = {
      ...{ ...job, listing_id: listing, hit_id: hit, second_of: secondOf },
      ...{ requested: toJson(requested), requested_at: requestedAt },
    }
    const added = await db
      .insertInto('capture_jobs')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    return Number(added.numInsertedOrUpdatedRows ?? 0) > 0
  },
  job: async (id) => {
    const row = await db.selectFrom('capture_jobs').selectAll().where('id', '=', id).executeTakeFirst()
    return row ? jobOf(row) : null
  },
  jobsOf: async (of, limit) => {
    const rows = db.selectFrom('capture_jobs').selectAll().orderBy('requested_at', 'desc').limit(limit)
    const own =
      'hit' in of
        ? rows.where('hit_id', '=', of.hit)
        : rows.where('marketplace', '=', of.marketplace).where('listing_id', '=', of.listing)
    return (await own.execute()).map(jobOf)
  },
  looksBeside: async (id) => {
    const { rows } = await sql<{ id: string }>`
      select capture_id as id from capture_jobs where second_of = ${id} and capture_id is not null
      union select second_of from capture_jobs where capture_id = ${id} and second_of is not null`.execute(db)
    return rows.map((row) => row.id)
  },
  endJob: async (id, { state, why, capture }, now) => {
    await db
      .updateTable('capture_jobs')
      .set({ state, why, capture_id: capture, ended_at: now })
      .where('id', '=', id)
      .where('state', '=', 'planned')
      .execute()
  },
  planned: async (before, limit) => {
    const rows = db.selectFrom('capture_jobs').selectAll().where('state', '=', 'planned')
    return (await rows.where('requested_at', '<', before).orderBy('requested_at').limit(limit).execute()).map(jobOf)
  },
  hitsToCapture: async (onVerdict, limit) => {
    const { rows } = await sql<HitToCapture>`
      select h.id as hit, h.marketplace, h.listing_id as listing, l.data ->> 'url' as url, w.brand, h.score,
        h.verdict is not null as decided, coalesce(h.decided_by, 'a reviewer') as by
      from hits h join listings l on l.marketplace = h.marketplace and l.id = h.listing_id
        join watches w on w.id = h.watch_id
      where not exists (select 1 from capture_jobs j where j.hit_id = h.id) and case
        when h.verdict = 'counterfeit' then coalesce(w.data ->> 'capture', ${onVerdict ? 'on-verdict' : 'never'}) <> 'never'
        when h.verdict is null then h.score >= (w.data -> 'capture' ->> 'fromScore')::real
        else false end
      order by h.decided_at limit ${limit}`.execute(db)
    return rows
  },
})

const toRow = ({ listing, hit, finishedAt, recordSha256, waczSha256, waczBytes, stamp, why, ...row }: CaptureRow) => ({
  ...row,
  why: [...why],
  ...{ listing_id: listing, hit_id: hit, finished_at: finishedAt, record_sha256: recordSha256 },
  ...{ wacz_sha256: waczSha256, wacz_bytes: waczBytes },
  ...{ stamp_sha256: stamp?.sha256 ?? null, stamped_at: stamp?.at ?? null, tsa: stamp?.tsa ?? null },
})

function fromRow(row: Selectable<Tables['captures']>): Captured {
  const { id, kind, marketplace, state, outcome, why, url, final, title, stamp_sha256, stamped_at, tsa } = row
  return {
    ...{ id, kind, marketplace, state, outcome, why, url, final, title },
    ...{ listing: row.listing_id, hit: row.hit_id, finishedAt: row.finished_at, recordSha256: row.record_sha256 },
    ...{ waczSha256: row.wacz_sha256, waczBytes: Number(row.wacz_bytes), entry: Number(row.entry) },
    stampEntry: row.stamp_entry === null ? null : Number(row.stamp_entry),
    stamp: stamp_sha256 !== null && stamped_at ? { sha256: stamp_sha256, at: stamped_at, tsa: tsa ?? 'unknown' } : null,
  }
}

function jobOf(row: Selectable<Tables['capture_jobs']>): LoadedCaptureJob {
  const { id, marketplace, kind, url, requested, state, why } = row
  return {
    ...{ id, marketplace, kind, url, requested, state, why },
    ...{ listing: row.listing_id, hit: row.hit_id, requestedAt: row.requested_at, capture: row.capture_id },
    secondOf: row.second_of,
  }
}
