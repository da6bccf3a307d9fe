import { type Selectable, sql } from 'kysely'
import { snapshotOf } from '../../model/hit.ts'
import { appendAudit } from '../audit/audit.ts'
import { derivedId, storableText, toJson } from '../storable.ts'
import type { HitBefore, Tables } from '../tables.ts'
import type { Trx } from '../transaction.ts'
import type { Decision } from './decision-store.ts'
import { planLook } from './second-looks.ts'

export type HitRow = Selectable<Tables['hits']>

/** The hits that are there, locked: in one order, so that two who want the same ones wait in turn and not in a ring. */
export const lockHits = (trx: Trx, hits: readonly string[]): Promise<HitRow[]> =>
  trx
    .selectFrom('hits')
    .selectAll()
    .where('id', 'in', [...hits])
    .orderBy('id')
    .forUpdate()
    .execute()

/** Who holds the card, when that is somebody else. */
export function leaseHolderOf(row: HitRow, user: string, now: Date): string | null {
  const isLeased = row.leased_by !== null && row.leased_until !== null && row.leased_until > now
  return isLeased && row.leased_by !== user ? row.leased_by : null
}

/** A person's name for other people; the id where there is no such user. */
export async function nameOf(trx: Trx, user: string): Promise<string> {
  const row = await trx.selectFrom('users').select('name').where('id', '=', user).executeTakeFirst()
  return row?.name ?? user
}

/** The verdict of one hit in a decision: the first hit's has the decision's own id. */
const verdictIdOf = ({ id, hit }: Decision, row: HitRow): string => (row.id === hit ? id : derivedId(id, row.id))

/** Verdicts, hits and one audit entry for all the locked hits that a decision covers. */
export async function saveVerdicts(trx: Trx, rows: readonly HitRow[], decision: Decision): Promise<void> {
  const { id, hit, verdict, user, now, others = [], note } = decision
  const isGroup = others.length > 0
  const made = await withSnapshots(trx, rows, decision)
  await trx
    .insertInto('verdicts')
    .values(
      made.map(({ row, id: own, snapshot }) => ({
        ...{
          id: own,
          hit_id: row.id,
          verdict,
          user_id: user,
          decided_at: now,
          snapshot,
          before: toJson(beforeOf(row)),
        },
        ...{ group_decision: isGroup ? id : null, note: note === undefined ? null : storableText(note) },
      })),
    )
    .execute()
  await keepWhatWasSeen(
    trx,
    made.map((one) => one.id),
  )
  await sql`
    update hits set state = 'decided', verdict = ${verdict}, decision_id = d.id, decided_on = d.snapshot::jsonb,
      decided_by = ${user}, decided_at = ${now}, reopened_at = null, leased_by = null, leased_until = null,
      -- A counterfeit that was found below the line is a hit from now on.
      sampled = sampled and ${verdict !== 'counterfeit'}
    from unnest(${made.map(({ row }) => row.id)}::text[], ${made.map((one) => one.id)}::text[],
      ${made.map(({ snapshot }) => snapshot)}::text[]) as d (hit, id, snapshot)
    where hits.id = d.hit`.execute(trx)
  const covers = isGroup && { hits: rows.map((row) => row.id) }
  const what = { decision: id, hit, verdict, ...covers, ...(note !== undefined && { note }) }
  await appendAudit(trx, { who: await nameOf(trx, user), action: 'decide', what, now })
  const asked = new Set([
    ...(decision.secondLook ? [hit] : []),
    ...others.flatMap((one) => (one.secondLook ? [one.hit] : [])),
  ])
  for (const { row, id: own } of made)
    if (asked.has(row.id)) await planLook(trx, { id: own, hit: row.id, verdict, user, now })
}

type Made = { row: HitRow; id: string; snapshot: string }

async function withSnapshots(trx: Trx, rows: readonly HitRow[], decision: Decision): Promise<Made[]> {
  const found = await trx
    .selectFrom('hits')
    .innerJoin('listings', (join) =>
      join.onRef('listings.marketplace', '=', 'hits.marketplace').onRef('listings.id', '=', 'hits.listing_id'),
    )
    .select(['hits.id', 'listings.data'])
    .where(
      'hits.id',
      'in',
      rows.map((row) => row.id),
    )
    .execute()
  const byHit = new Map(found.map(({ id, data }) => [id, toJson(snapshotOf(data))]))
  return rows.map((row) => {
    const snapshot = byHit.get(row.id)
    if (snapshot === undefined) throw new Error(`hit ${row.id} has no listing`)
    return { row, id: verdictIdOf(decision, row), snapshot }
  })
}

/** The score beside the verdict: the listing's own is replaced when it is scored again, and verdicts are learnt from. */
const keepWhatWasSeen = (trx: Trx, made: readonly string[]) =>
  sql`
    update verdicts v set score = s.score, findings = s.findings, matcher = s.matcher
    from hits h join scores s on s.watch_id = h.watch_id and s.marketplace = h.marketplace and s.listing_id = h.listing_id
    where v.id = any(${[...made]}::text[]) and h.id = v.hit_id`.execute(trx)

const beforeOf = (row: HitRow): HitBefore => ({
  state: row.state,
  verdict: row.verdict,
  decision: row.decision_id,
  decidedOn: row.decided_on,
  decidedBy: row.decided_by,
  decidedAt: row.decided_at?.toISOString() ?? null,
  reopenedAt: row.reopened_at?.toISOString() ?? null,
  ...(row.sampled && { sampled: true }),
})

export const restored = (before: HitBefore) => ({
  state: before.state,
  verdict: before.verdict,
  decision_id: before.decision,
  decided_on: before.decidedOn && toJson(before.decidedOn),
  decided_by: before.decidedBy,
  decided_at: before.decidedAt === null ? null : new Date(before.decidedAt),
  reopened_at: before.reopenedAt === null ? null : new Date(before.reopenedAt),
  sampled: before.sampled ?? false,
})
