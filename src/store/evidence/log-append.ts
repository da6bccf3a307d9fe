import { sql } from 'kysely'
import { entryText, type NewEntry } from '../../evidence/log/entry.ts'
import { appended, type Completed, type Frontier, leafHash } from '../../evidence/tree/merkle.ts'
import type { Trx } from '../transaction.ts'
import { type Appended, ClockWentBack } from './evidence-store.ts'

/** Subtrees whose level is a multiple of this are kept; the others are computed from at most eight kept ones. */
export const keptLevelStep = 4
/** A clock that is put right by a little is not alarming; by more, times would no longer say what came first. */
const backwardsMs = 5_000

const hashesOf = (bytes: Buffer): Buffer[] =>
  Array.from({ length: bytes.length / 32 }, (_, at) => bytes.subarray(at * 32, at * 32 + 32))

export const frontierOf = (row: { size: number; frontier: Buffer }): Frontier => ({
  size: Number(row.size),
  hashes: hashesOf(row.frontier),
})

/** Appends in the caller's transaction; it alone appends until that ends. @throws ClockWentBack */
export async function appendEntries(trx: Trx, entries: readonly NewEntry[], now: Date): Promise<Appended[]> {
  const tip = await lockTip(trx)
  if (tip.last_at && now.getTime() < tip.last_at.getTime() - backwardsMs) {
    const says = `the clock says ${now.toISOString()}, the last entry was written at ${tip.last_at.toISOString()}`
    throw new ClockWentBack(`nothing is logged as evidence: ${says}. Put the clock right.`)
  }
  let frontier = frontierOf(tip)
  const first = frontier.size
  const kept: Completed[] = []
  const bodies = entries.map((entry) => entryText(entry, now))
  for (const body of bodies) {
    const next = appended(frontier, leafHash(Buffer.from(body)))
    frontier = next.frontier
    kept.push(...next.completed.filter(({ level }) => level > 0 && level % keptLevelStep === 0))
  }
  const indexes = bodies.map((_, at) => first + at)
  await sql`
    insert into evidence_log (index, type, subject, body)
    select * from unnest(${indexes}::bigint[], ${entries.map(({ type }) => type)}::text[],
      ${entries.map(({ subject }) => subject)}::text[], ${bodies}::text[])`.execute(trx)
  if (kept.length > 0) {
    await sql`
      insert into evidence_nodes (level, index, hash)
      select * from unnest(${kept.map(({ level }) => level)}::smallint[], ${kept.map(({ index }) => index)}::bigint[],
        ${kept.map(({ hash }) => hash)}::bytea[])`.execute(trx)
  }
  const lastAt = tip.last_at && tip.last_at > now ? tip.last_at : now
  await trx
    .updateTable('evidence_tip')
    .set({ size: frontier.size, frontier: Buffer.concat(frontier.hashes), last_at: lastAt })
    .execute()
  return indexes.map((index) => ({ index, at: now }))
}

/** Held to the end of the transaction: appends stand in line. @throws Error when the log was never begun */
export const lockTip = (trx: Trx) => trx.selectFrom('evidence_tip').selectAll().forUpdate().executeTakeFirstOrThrow()
