import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely'
import { storableText } from '../storable.ts'
import type { Tables } from '../tables.ts'
import type { Trx } from '../transaction.ts'
import type { Decision } from './decision-store.ts'

type Look = Selectable<Tables['second_looks']>

/**
 * Which second looks wait for a user: of decisions that stand, somebody else's; and where two differ, for an admin who is
 * neither. Over `second_looks k`.
 */
const waitsFor = (user: string): RawBuilder<boolean> => sql<boolean>`(
  exists (select from hits d where d.id = k.hit_id and d.state = 'decided' and d.decision_id = k.first_decision)
  and ((k.second_at is null and k.first_user <> ${user})
    or (k.third_at is null and k.second_verdict <> k.first_verdict and ${user} not in (k.first_user, k.second_user)
      and exists (select from users where id = ${user} and role = 'admin'))))`

/** Hits that a user is asked about without being told: second looks, and samples from below the line. */
export const askedOf = (user: string): RawBuilder<boolean> => sql<boolean>`
  hits.id in (select k.hit_id from second_looks k where ${waitsFor(user)}
    union all select s.id from hits s where s.sampled and s.state = 'open')`

export async function isAsked(db: Kysely<Tables>, hit: string, user: string): Promise<boolean> {
  const { rows } = await sql`select from second_looks k where k.hit_id = ${hit} and ${waitsFor(user)}`.execute(db)
  return rows.length > 0
}

/** Asks for a second look at a decision that was just saved. */
export async function planLook(trx: Trx, { id, hit, user, verdict, now }: Decision): Promise<void> {
  await trx
    .insertInto('second_looks')
    .values({ first_decision: id, hit_id: hit, first_user: user, first_verdict: verdict, planned_at: now })
    .execute()
}

/**
 * What the second look at a decided hit means for this decision: `null` when nobody asked this user, 'already' when it was
 * the answer before, 'second' when it is saved beside the first, 'third' when it is the one that counts. The hit is locked.
 */
export async function answerLook(trx: Trx, decision: Decision): Promise<'second' | 'third' | 'already' | null> {
  const { id, hit, user, verdict, now, note } = decision
  const { rows } = await sql<Look & { waits: boolean }>`
    select k.*, ${waitsFor(user)} as waits from second_looks k where k.hit_id = ${hit}`.execute(trx)
  if (rows.some((look) => look.second_decision === id || look.third_decision === id)) return 'already'
  const look = rows.find(({ waits }) => waits)
  if (!look) return null
  const which = look.second_at === null ? 'second' : 'third'
  const answer =
    which === 'second'
      ? {
          ...{ second_decision: id, second_user: user, second_verdict: verdict, second_at: now },
          second_note: note === undefined ? null : storableText(note),
        }
      : { third_decision: id, third_user: user, third_verdict: verdict, third_at: now }
  await trx.updateTable('second_looks').set(answer).where('first_decision', '=', look.first_decision).execute()
  return which
}

/** Takes a second answer back; the hit is locked. @returns null when there is none of this id */
export async function undoLook(
  trx: Trx,
  decision: string,
  user: string,
): Promise<{ kind: 'undone' | 'not-yours' | 'superseded'; hit: string } | null> {
  const look = await trx
    .selectFrom('second_looks')
    .selectAll()
    .where('second_decision', '=', decision)
    .executeTakeFirst()
  if (!look) return null
  const hit = look.hit_id
  if (look.second_user !== user) return { kind: 'not-yours', hit }
  if (look.third_at !== null) return { kind: 'superseded', hit }
  const open = { second_decision: null, second_user: null, second_verdict: null, second_at: null, second_note: null }
  await trx.updateTable('second_looks').set(open).where('first_decision', '=', look.first_decision).execute()
  return { kind: 'undone', hit }
}

/** A third answer that is taken back as a decision leaves the two as they were. */
export async function reopenThird(trx: Trx, decision: string): Promise<void> {
  const open = { third_decision: null, third_user: null, third_verdict: null, third_at: null }
  await trx.updateTable('second_looks').set(open).where('third_decision', '=', decision).execute()
}
