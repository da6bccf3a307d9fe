import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { storableText, toJson } from '../storable.ts'
import type { Tables } from '../tables.ts'
import { inTransaction, type Trx } from '../transaction.ts'
import type { AuditStore } from './audit-store.ts'

type Entry = Parameters<AuditStore['append']>[0]

/** One writer at a time, whatever the process: an advisory lock beside those of database.ts. */
const chainLock = 610_003
const entriesAtOnce = 1_000
/** What the first entry follows. */
const beginning = '0'.repeat(64)

export const auditStore = (db: Kysely<Tables>): AuditStore => ({
  append: (entry) => inTransaction(db, (trx) => appendAudit(trx, entry)),

  async latest(limit) {
    const rows = await db.selectFrom('audit').selectAll().orderBy('seq', 'desc').limit(limit).execute()
    return rows.map(({ seq, previous: _, ...entry }) => ({ ...entry, seq: String(seq) }))
  },

  async firstBroken() {
    let previous = beginning
    let last = 0
    for (;;) {
      const query = db.selectFrom('audit').selectAll().where('seq', '>', last)
      const rows = await query.orderBy('seq').limit(entriesAtOnce).execute()
      for (const row of rows) {
        if (row.previous !== previous || row.hash !== hashOf(previous, row)) return String(row.seq)
        previous = row.hash
        last = row.seq
      }
      if (rows.length < entriesAtOnce) return null
    }
  },
})

/** The entry is written in the caller's transaction, which is the only one that appends until it ends. */
export async function appendAudit(trx: Trx, { who, action, what, now }: Entry): Promise<void> {
  await sql`select pg_advisory_xact_lock(${chainLock})`.execute(trx)
  const last = await trx.selectFrom('audit').select('hash').orderBy('seq', 'desc').limit(1).executeTakeFirst()
  const previous = last?.hash ?? beginning
  // Hashed as it is read back.
  const kept: Record<string, unknown> = JSON.parse(toJson(what))
  const entry = { at: now, who: storableText(who), action: storableText(action), what: kept }
  await trx
    .insertInto('audit')
    .values({ ...entry, what: JSON.stringify(kept), previous, hash: hashOf(previous, entry) })
    .execute()
}

const hashOf = (previous: string, { at, who, action, what }: { at: Date } & Omit<Entry, 'now'>): string =>
  createHash('sha256')
    .update(previous + canonical({ at: at.toISOString(), who, action, what }))
    .digest('hex')

/** JSON with sorted keys: the same text however the database orders them. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`
}
