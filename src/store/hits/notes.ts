import { type Kysely, sql } from 'kysely'
import type { HitState, Verdict } from '../../model/hit.ts'
import type { Tables } from '../tables.ts'
import type { Note } from './decision-store.ts'

/** More of one hit are in the audit log. */
const notesMax = 20

/** Notes of decisions that stand or stood; of a hit whose state is not the one given, which somebody may not know of, none. */
export async function notesOf(
  db: Kysely<Tables>,
  hits: readonly { id: string; state: HitState }[],
): Promise<Map<string, Note[]>> {
  if (hits.length === 0) return new Map()
  const { rows } = await sql<{ hit: string; by: string; at: Date; verdict: Verdict; text: string }>`
    select h.id as hit, n.* from unnest(
      ${hits.map(({ id }) => id)}::text[], ${hits.map(({ state }) => state)}::text[]) as a (id, state)
    join hits h on h.id = a.id and h.state = a.state
    cross join lateral (
      select coalesce(u.name, made.user_id) as by, made.at, made.verdict, made.text from (
        select user_id, decided_at as at, verdict, note as text from verdicts
        where hit_id = h.id and note is not null and undone_at is null
        union all
        select second_user, second_at, second_verdict, second_note from second_looks
        where hit_id = h.id and second_note is not null) made
      left join users u on u.id = made.user_id
      order by made.at desc limit ${notesMax}) n
    order by h.id, n.at desc`.execute(db)
  const notes = new Map<string, Note[]>()
  for (const { hit, ...note } of rows) notes.set(hit, [...(notes.get(hit) ?? []), note])
  return notes
}
