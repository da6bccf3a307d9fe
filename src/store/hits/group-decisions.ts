import { sql } from 'kysely'
import { groupOpenMax } from '../../model/hit-group.ts'
import type { Trx } from '../transaction.ts'
import type { DecideOutcome, Decision, GroupDecided } from './decision-store.ts'
import { type HitRow, leaseHolderOf, lockHits, nameOf, saveVerdicts } from './save-verdicts.ts'

/**
 * One decision about the hits of a group that a person was shown. What somebody else holds or has decided meanwhile is left, and
 * told; nothing that is not named is covered. Sent again, it changes nothing and tells the same.
 */
export async function decideGroup(trx: Trx, decision: Decision): Promise<DecideOutcome> {
  const { id, user, now } = decision
  const asked = [...new Set([decision.hit, ...(decision.others ?? []).map(({ hit }) => hit)])]
  const rows = await lockHits(trx, asked)
  const known = await trx
    .selectFrom('verdicts')
    .select(['hit_id', 'group_decision'])
    .where(sql<boolean>`(id = ${id} or group_decision = ${id})`)
    .execute()
  if (known.some((one) => one.group_decision !== id || !asked.includes(one.hit_id)))
    throw new Error(`decision ${id} was made about another hit`)
  if (known.length > 0) {
    const covered = new Set(known.map((one) => one.hit_id))
    return { kind: 'already', group: await outcomeOf(trx, decision, asked, rows, covered) }
  }
  const free = rows.filter((row) => obstacleOf(row, user, now) === null)
  if (free.length === 0) {
    const [first] = rows
    const by = first && obstacleOf(first, user, now)
    return by ? { kind: 'taken', by: await nameOf(trx, by) } : { kind: 'missing' }
  }
  await saveVerdicts(trx, free, decision)
  const covered = new Set(free.map((row) => row.id))
  return { kind: 'saved', group: await outcomeOf(trx, decision, asked, rows, covered) }
}

/** Who has the hit, or has decided it; null where it may be decided. */
function obstacleOf(row: HitRow, user: string, now: Date): string | null {
  const holder = leaseHolderOf(row, user, now)
  if (holder !== null) return holder
  return row.state === 'decided' && row.decided_by !== user ? row.decided_by : null
}

async function outcomeOf(
  trx: Trx,
  { id, hit, user, now }: Decision,
  asked: readonly string[],
  rows: readonly HitRow[],
  covered: ReadonlySet<string>,
): Promise<GroupDecided> {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const left: GroupDecided['left'] = []
  for (const one of asked) {
    if (covered.has(one)) continue
    const row = byId.get(one)
    const by = row && (obstacleOf(row, user, now) ?? row.decided_by)
    left.push({ hit: one, by: by ? await nameOf(trx, by) : null })
  }
  // The group's others on the same card: those that were decided before alike, or not at all.
  const { rows: open } = await sql<{ id: string }>`
    select o.id from hits o where o.group_id = ${byId.get(hit)?.group_id ?? null} and o.state = 'open' and not o.sampled
      and o.id <> all(${[...asked]}::text[])
      and o.verdict is not distinct from (select v.before ->> 'verdict' from verdicts v where v.id = ${id})
    order by o.rank desc, o.id limit ${groupOpenMax}`.execute(trx)
  return { covered: covered.size, left, open: open.map((one) => one.id) }
}
