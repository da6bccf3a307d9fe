import { type Kysely, sql } from 'kysely'
import { folded, rangeHashes, rootOf } from '../../evidence/tree/merkle.ts'
import { consistencyRanges, inclusionRanges, nodesOfRange } from '../../evidence/tree/ranges.ts'
import type { Tables } from '../tables.ts'
import { inTransaction } from '../transaction.ts'
import type { EvidenceLogStore, HeadRow, Tip } from './evidence-store.ts'
import { appendEntries, frontierOf } from './log-append.ts'
import { nodeLoader } from './log-nodes.ts'

export const evidenceLogStore = (db: Kysely<Tables>): EvidenceLogStore => {
  const load = nodeLoader(db)
  const tip = async (): Promise<Tip | null> => {
    const row = await db.selectFrom('evidence_tip').selectAll().executeTakeFirst()
    return row ? tipOf(row) : null
  }
  return {
    tip,
    begin: async (origin, machine) => {
      await db
        .insertInto('evidence_tip')
        .values({ origin, machine, size: 0, frontier: Buffer.alloc(0) })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      return tipOf(await db.selectFrom('evidence_tip').selectAll().executeTakeFirstOrThrow())
    },
    append: (entries, now) => inTransaction(db, (trx) => appendEntries(trx, entries, now)),
    appendKey: (entry, { keyId, recordSha256, ...key }, now) =>
      inTransaction(db, async (trx) => {
        const [place] = await appendEntries(trx, [entry], now)
        if (!place) throw new Error('nothing was appended')
        const row = { ...key, key_id: keyId, record_sha256: recordSha256, entry: place.index }
        await trx.insertInto('evidence_keys').values(row).execute()
        return place
      }),
    keys: async () => {
      const rows = await db.selectFrom('evidence_keys').selectAll().orderBy('entry').execute()
      return rows.map(({ key_id, record_sha256, entry, ...row }) => ({
        ...row,
        keyId: key_id,
        recordSha256: record_sha256,
        entry: Number(entry),
      }))
    },
    ...leaves(db),
    rootAt: async (size) => folded([...(await load(nodesOfRange([0, size])))]),
    inclusion: (indexes, size) => Promise.all(indexes.map((index) => rangeHashes(inclusionRanges(index, size), load))),
    consistency: async (old, size) => (old === size ? [] : rangeHashes(consistencyRanges(old, size), load)),
    ...heads(db),
  }
}

type TipRow = { origin: string; machine: string; size: number; frontier: Buffer; last_at: Date | null }
const tipOf = (row: TipRow): Tip => {
  const { origin, machine, size, last_at } = row
  return { origin, machine, size: Number(size), root: rootOf(frontierOf(row)), lastAt: last_at }
}

const leaves = (db: Kysely<Tables>): Pick<EvidenceLogStore, 'leaves' | 'leavesOf' | 'leavesAt'> => {
  const rows = () => db.selectFrom('evidence_log').select(['index', 'body']).orderBy('index')
  return {
    leaves: async (from, limit) => numbered(await rows().where('index', '>=', from).limit(limit).execute()),
    leavesOf: async (subjects) =>
      subjects.length === 0 ? [] : numbered(await rows().where('subject', 'in', subjects).execute()),
    leavesAt: async (indexes) =>
      indexes.length === 0 ? [] : numbered(await rows().where('index', 'in', indexes).execute()),
  }
}

const numbered = (rows: readonly { index: number; body: string }[]) =>
  rows.map(({ index, body }) => ({ index: Number(index), body }))

const heads = (
  db: Kysely<Tables>,
): Pick<EvidenceLogStore, 'saveHead' | 'replaceNote' | 'headAt' | 'giveHead' | 'givenHeads' | 'newestHead'> => ({
  saveHead: async (size, note, now) => {
    await db
      .insertInto('evidence_heads')
      .values({ size, note, made_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  },
  replaceNote: async (size, note, stamp) => {
    await db
      .updateTable('evidence_heads')
      .set({ note, stamp_sha256: stamp?.sha256 ?? null, stamped_at: stamp?.at ?? null })
      .where('size', '=', size)
      .execute()
  },
  giveHead: async (size, to, note, stamp, now) => {
    const row = await db
      .updateTable('evidence_heads')
      .set({
        given_at: sql`coalesce(given_at, ${now})`,
        given_to: sql`array_append(array_remove(given_to, ${to}), ${to})`,
        ...(stamp && { stamp_sha256: stamp.sha256, stamped_at: stamp.at }),
      })
      .where('size', '=', size)
      .where('note', '=', note)
      .returningAll()
      .executeTakeFirst()
    return row ? headOf(row) : null
  },
  headAt: async (size) => {
    const row = await db.selectFrom('evidence_heads').selectAll().where('size', '=', size).executeTakeFirst()
    return row ? headOf(row) : null
  },
  givenHeads: async () => {
    const rows = db.selectFrom('evidence_heads').selectAll().where('given_at', 'is not', null)
    return (await rows.orderBy('size').execute()).map(headOf)
  },
  newestHead: async () => {
    const row = await db.selectFrom('evidence_heads').selectAll().orderBy('size', 'desc').limit(1).executeTakeFirst()
    return row ? headOf(row) : null
  },
})

type StoredHead = {
  size: number
  note: string
  made_at: Date
  given_at: Date | null
  given_to: string[]
  stamp_sha256: string | null
  stamped_at: Date | null
}
const headOf = ({ size, note, made_at, given_at, given_to, stamp_sha256, stamped_at }: StoredHead): HeadRow => ({
  ...{ size: Number(size), note, madeAt: made_at, givenAt: given_at, givenTo: given_to },
  stamp: stamp_sha256 !== null && stamped_at ? { sha256: stamp_sha256, at: stamped_at } : null,
})
