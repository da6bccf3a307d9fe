import { type Kysely, sql } from 'kysely'
import { type Verdict, verdicts } from '../../model/hit.ts'
import { appendAudit } from '../audit/audit.ts'
import type { Tables } from '../tables.ts'
import { inTransaction, type Trx } from '../transaction.ts'
import type { DecideOutcome, Decision, DecisionStore, UndoneOutcome } from './decision-store.ts'
import { decideGroup } from './group-decisions.ts'
import { notesOf } from './notes.ts'
import { leaseHolderOf, lockHits, nameOf, restored, saveVerdicts } from './save-verdicts.ts'
import { answerLook, reopenThird, undoLook } from './second-looks.ts'

export const decisionStore = (db: Kysely<Tables>): DecisionStore => ({
  decide: (decision) =>
    inTransaction(db, (trx) => (decision.others?.length ? decideGroup(trx, decision) : decide(trx, decision))),

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

  notes: (hits) => notesOf(db, hits),

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
  const [row] = await lockHits(trx, [hit])
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
    await saveVerdicts(trx, [row], { ...decision, secondLook: false })
  } else await saveVerdicts(trx, [row], decision)
  return row.sampled ? { kind: 'saved', sample: true } : { kind: 'saved' }
}

/** Beside the verdict that stands, which stays as it is. */
async function keepSecond(trx: Trx, { id, hit, verdict, user, now, note }: Decision): Promise<DecideOutcome> {
  await trx.updateTable('hits').set({ leased_by: null, leased_until: null }).where('id', '=', hit).execute()
  const what = { decision: id, hit, verdict, ...(note !== undefined && { note }) }
  await appendAudit(trx, { who: await nameOf(trx, user), action: 'second-look', what, now })
  return { kind: 'saved' }
}

async function undo(trx: Trx, decision: string, user: string, now: Date): Promise<UndoneOutcome> {
  const ofDecision = sql<boolean>`(verdicts.id = ${decision} or verdicts.group_decision = ${decision})`
  const made = await trx.selectFrom('verdicts').select('hit_id').where(ofDecision).execute()
  if (made.length === 0) return undoSecond(trx, decision, user, now)
  const hits = new Map(
    (
      await lockHits(
        trx,
        made.map((row) => row.hit_id),
      )
    ).map((row) => [row.id, row]),
  )
  // Read again under the locks, which every decision about these hits takes first.
  const rows = await trx.selectFrom('verdicts').selectAll().where(ofDecision).orderBy('id').execute()
  if (rows.some((row) => row.user_id !== user)) return { kind: 'not-yours' }
  const standing = rows.filter((row) => row.undone_at === null)
  if (standing.length === 0) return { kind: 'already' }
  const ours = standing.filter((row) => hits.get(row.hit_id)?.decision_id === row.id)
  if (ours.length === 0) return { kind: 'superseded' }
  for (const { id, hit_id, before } of ours) {
    await trx.updateTable('verdicts').set({ undone_at: now }).where('id', '=', id).execute()
    await trx.updateTable('hits').set(restored(before)).where('id', '=', hit_id).execute()
    await reopenThird(trx, id)
  }
  const [first] = ours
  const covers = rows.length > 1 && { hits: ours.map((row) => row.hit_id) }
  const what = { decision, hit: ours.find(({ id }) => id === decision)?.hit_id ?? first?.hit_id, ...covers }
  await appendAudit(trx, { who: await nameOf(trx, user), action: 'undo', what, now })
  const kept = standing.length - ours.length
  return { kind: 'undone', ...(kept > 0 && { kept }) }
}

async function undoSecond(trx: Trx, decision: string, user: string, now: Date): Promise<UndoneOutcome> {
  const look = await trx.selectFrom('second_looks').select('hit_id').where('second_decision', '=', decision).execute()
  // The lock that every answer about this hit takes first.
  if (look.length > 0)
    await lockHits(
      trx,
      look.map(({ hit_id }) => hit_id),
    )
  const undone = await undoLook(trx, decision, user)
  if (undone?.kind === 'undone') {
    const what = { decision, hit: undone.hit }
    await appendAudit(trx, { who: await nameOf(trx, user), action: 'undo', what, now })
  }
  return { kind: undone?.kind ?? 'missing' }
}
