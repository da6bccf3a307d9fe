import { type Kysely, type Selectable, sql } from 'kysely'
import { snapshotOf, type Verdict, verdicts } from '../../model/hit.ts'
import { appendAudit } from '../audit/audit.ts'
import { toJson } from '../storable.ts'
import type { HitBefore, Tables } from '../tables.ts'
import { inTransaction, type Trx } from '../transaction.ts'
import type { DecideOutcome, Decision, DecisionStore } from './decision-store.ts'
import { answerLook, planLook, reopenThird, undoLook } from './second-looks.ts'

type HitRow = Selectable<Tables['hits']>
type Undone = Awaited<ReturnType<DecisionStore['undo']>>

export const decisionStore = (db: Kysely<Tables>): DecisionStore => ({
  decide: (decision) => inTransaction(db, (trx) => decide(trx, decision)),

  undo: (decision, user, now) => inTransaction(db, (trx) => undo(trx, decision, user, now)),

  async history(hit) {
    const rows = await db
      .selectFrom('verdicts')
      .leftJoin('users', 'users.id', 'verdicts.user_id')
      .select(['verdicts.id', 'verdict', 'user_id', 'users.name', 'decided_at', 'undone_at'])
      .where('hit_id', '=', hit)
      .orderBy('decided_at', 'desc')
      .orderBy('verdicts.id')
      .execute()
    return rows.map((row) => ({
      id: row.id,
      verdict: row.verdict,
      user: row.name ?? row.user_id,
      decidedAt: row.decided_at,
      undoneAt: row.undone_at,
    }))
  },

  async countSince(user, since) {
    // A second look is a decision to the one who makes it.
    const { rows } = await sql<{ verdict: Verdict; count: number }>`
      select verdict, count(*) as count from (
        select verdict from verdicts where user_id = ${user} and decided_at >= ${since} and undone_at is null
        union all
        select second_verdict from second_looks where second_user = ${user} and second_at >= ${since}) made
      group by verdict`.execute(db)
    const counts = new Map<Verdict, number>(rows.map((row) => [row.verdict, row.count]))
    const entries = verdicts.map((verdict): [Verdict, number] => [verdict, counts.get(verdict) ?? 0])
    // Every verdict is among the entries.
    return Object.fromEntries(entries) as Record<Verdict, number>
  },
})

async function decide(trx: Trx, decision: Decision): Promise<DecideOutcome> {
  const { id, hit, user, now } = decision
  const row = await lockHit(trx, hit)
  if (!row) return { kind: 'missing' }
  const known = await trx.selectFrom('verdicts').select('hit_id').where('id', '=', id).executeTakeFirst()
  if (known) {
    if (known.hit_id !== hit) throw new Error(`decision ${id} was made about another hit`)
    return { kind: 'already' }
  }
  const holder = leaseHolderOf(row, user, now)
  if (holder !== null) return { kind: 'taken', by: await nameOf(trx, holder) }
  if (row.state === 'decided' && row.decided_by !== null && row.decided_by !== user) {
    const answered = await answerLook(trx, decision)
    if (answered === null) return { kind: 'taken', by: await nameOf(trx, row.decided_by) }
    if (answered === 'already') return { kind: 'already' }
    if (answered === 'second') return keepSecond(trx, decision)
    return saveVerdict(trx, row, { ...decision, secondLook: false })
  }
  return saveVerdict(trx, row, decision)
}

/** Beside the verdict that stands, which stays as it is. */
async function keepSecond(trx: Trx, { id, hit, verdict, user, now }: Decision): Promise<DecideOutcome> {
  await trx.updateTable('hits').set({ leased_by: null, leased_until: null }).where('id', '=', hit).execute()
  const what = { decision: id, hit, verdict }
  await appendAudit(trx, { who: await nameOf(trx, user), action: 'second-look', what, now })
  return { kind: 'saved' }
}

async function saveVerdict(trx: Trx, row: HitRow, decision: Decision): Promise<DecideOutcome> {
  const { id, hit, verdict, user, now } = decision
  const { data } = await trx
    .selectFrom('listings')
    .select('data')
    .where('marketplace', '=', row.marketplace)
    .where('id', '=', row.listing_id)
    .executeTakeFirstOrThrow()
  const snapshot = toJson(snapshotOf(data))
  await trx
    .insertInto('verdicts')
    .values({ id, hit_id: hit, verdict, user_id: user, decided_at: now, snapshot, before: toJson(beforeOf(row)) })
    .execute()
  await keepWhatWasSeen(trx, id)
  await trx
    .updateTable('hits')
    .set({ state: 'decided', verdict, decision_id: id, decided_on: snapshot, decided_by: user, decided_at: now })
    .set({ reopened_at: null, leased_by: null, leased_until: null })
    // A counterfeit that was found below the line is a hit from now on.
    .set({ sampled: row.sampled && verdict !== 'counterfeit' })
    .where('id', '=', hit)
    .execute()
  await appendAudit(trx, {
    who: await nameOf(trx, user),
    action: 'decide',
    what: { decision: id, hit, verdict },
    now,
  })
  if (decision.secondLook) await planLook(trx, decision)
  return row.sampled ? { kind: 'saved', sample: true } : { kind: 'saved' }
}

/** The score beside the verdict: the listing's own is replaced when it is scored again, and verdicts are learnt from. */
const keepWhatWasSeen = (trx: Trx, decision: string) =>
  sql`
    update verdicts v set score = s.score, findings = s.findings, matcher = s.matcher
    from hits h join scores s on s.watch_id = h.watch_id and s.marketplace = h.marketplace and s.listing_id = h.listing_id
    where v.id = ${decision} and h.id = v.hit_id`.execute(trx)

/** Who holds the card, when that is somebody else. */
function leaseHolderOf(row: HitRow, user: string, now: Date): string | null {
  const isLeased = row.leased_by !== null && row.leased_until !== null && row.leased_until > now
  return isLeased && row.leased_by !== user ? row.leased_by : null
}

async function undo(trx: Trx, decision: string, user: string, now: Date): Promise<Undone> {
  const made = await trx.selectFrom('verdicts').select('hit_id').where('id', '=', decision).executeTakeFirst()
  if (!made) return undoSecond(trx, decision, user, now)
  const hit = await lockHit(trx, made.hit_id)
  // Read again under the lock, which every decision about this hit takes first.
  const row = await trx.selectFrom('verdicts').selectAll().where('id', '=', decision).executeTakeFirst()
  if (!hit || !row) return { kind: 'missing' }
  if (row.user_id !== user) return { kind: 'not-yours' }
  if (row.undone_at !== null) return { kind: 'already' }
  if (hit.decision_id !== decision) return { kind: 'superseded' }
  await trx.updateTable('verdicts').set({ undone_at: now }).where('id', '=', decision).execute()
  await trx.updateTable('hits').set(restored(row.before)).where('id', '=', hit.id).execute()
  await reopenThird(trx, decision)
  await appendAudit(trx, { who: await nameOf(trx, user), action: 'undo', what: { decision, hit: hit.id }, now })
  return { kind: 'undone' }
}

async function undoSecond(trx: Trx, decision: string, user: string, now: Date): Promise<Undone> {
  const look = await trx.selectFrom('second_looks').select('hit_id').where('second_decision', '=', decision).execute()
  // The lock that every answer about this hit takes first.
  for (const { hit_id } of look) await lockHit(trx, hit_id)
  const undone = await undoLook(trx, decision, user)
  if (undone?.kind === 'undone') {
    const what = { decision, hit: undone.hit }
    await appendAudit(trx, { who: await nameOf(trx, user), action: 'undo', what, now })
  }
  return { kind: undone?.kind ?? 'missing' }
}

const lockHit = (trx: Trx, id: string): Promise<HitRow | undefined> =>
  trx.selectFrom('hits').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

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

const restored = (before: HitBefore) => ({
  state: before.state,
  verdict: before.verdict,
  decision_id: before.decision,
  decided_on: before.decidedOn && toJson(before.decidedOn),
  decided_by: before.decidedBy,
  decided_at: before.decidedAt === null ? null : new Date(before.decidedAt),
  reopened_at: before.reopenedAt === null ? null : new Date(before.reopenedAt),
  sampled: before.sampled ?? false,
})

/** A person's name for other people; the id where there is no such user. */
async function nameOf(trx: Trx, user: string): Promise<string> {
  const row = await trx.selectFrom('users').select('name').where('id', '=', user).executeTakeFirst()
  return row?.name ?? user
}
