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
    return rows.map(({ seq, previous: _, form: __, ...entry }) => ({ ...entry, seq: String(seq) }))
  },

  async hashAt(seq) {
    const row = await db.selectFrom('audit').select('hash').where('seq', '=', Number(seq)).executeTakeFirst()
    return row?.hash ?? null
  },

  async firstBroken() {
    let before: Link = { seq: 0, at: new Date(0), hash: beginning }
    for (;;) {
      const query = db.selectFrom('audit').selectAll().select(isFiner).where('seq', '>', before.seq)
      const rows = await query.orderBy('seq').limit(entriesAtOnce).execute()
      for (const row of rows) {
        if (!follows(row, before)) return String(row.seq)
        before = row
      }
      if (rows.length < entriesAtOnce) return null
    }
  },
})

type Link = { seq: number; at: Date; hash: string }
type Row = Link & { who: string; action: string; what: Record<string, unknown>; previous: string; form: number }

/** Entries are written in whole milliseconds: what is read of a finer time would hide that it was changed. */
const isFiner = sql<boolean>`at <> date_trunc('milliseconds', at)`.as('isFiner')

const follows = (row: Row & { isFiner: boolean }, before: Link): boolean =>
  row.previous === before.hash &&
  row.hash === hashOf(before.hash, row) &&
  !row.isFiner &&
  (row.form < risingForm || row.at > before.at)

/** The entry is written in the caller's transaction, which is the only one that appends until it ends. */
export async function appendAudit(trx: Trx, { who, action, what, now }: Entry): Promise<void> {
  await sql`select pg_advisory_xact_lock(${chainLock})`.execute(trx)
  const last = await trx.selectFrom('audit').select(['hash', 'at']).orderBy('seq', 'desc').limit(1).executeTakeFirst()
  const previous = last?.hash ?? beginning
  // A clock that was set back, or two entries within a millisecond: the order of things is that of the numbers.
  const at = new Date(Math.max(now.getTime(), (last?.at.getTime() ?? 0) + 1))
  const next = await sql<{ seq: number }>`select nextval(pg_get_serial_sequence('audit', 'seq')) as seq`.execute(trx)
  const seq = next.rows[0]?.seq ?? 0
  // Hashed as it is read back.
  const kept: Record<string, unknown> = JSON.parse(toJson(what))
  const entry = { seq, at, who: storableText(who), action: storableText(action), what: kept, form: risingForm }
  const hash = hashOf(previous, entry)
  await sql`
    insert into audit (seq, at, who, action, what, previous, hash, form) overriding system value
    values (${seq}, ${at}, ${entry.who}, ${entry.action}, ${JSON.stringify(kept)}, ${previous}, ${hash}, ${risingForm})
  `.execute(trx)
}

/** The form in which number and time are covered by the hash, and both rise (migration 0012). */
const risingForm = 2

function hashOf(previous: string, { seq, at, who, action, what, form }: Omit<Row, 'hash' | 'previous'>): string {
  const said = { at: at.toISOString(), who, action, what }
  const covered = form < risingForm ? said : { ...said, seq: String(seq), form }
  return createHash('sha256')
    .update(previous + canonical(covered))
    .digest('hex')
}

/** JSON with sorted keys: the same text however the database orders them. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`
}
