import { type Kysely, sql } from 'kysely'
import type { HitState, Verdict } from '../../model/hit.ts'
import type { Tables } from '../tables.ts'
import { inTransaction } from '../transaction.ts'
import type { Lease } from './hit-store.ts'

type Row = {
  id: string
  state: HitState
  group: string | null
  verdict: Verdict | null
  leasedBy: string | null
  leasedUntil: Date | null
}

/**
 * Takes or renews the leases of hits, each with the open others of its group: whoever holds one holds all, and where somebody else
 * has one of them, none is taken.
 */
export const lease = (
  db: Kysely<Tables>,
  hits: readonly string[],
  user: string,
  now: Date,
  until: Date,
): Promise<Map<string, Lease>> =>
  inTransaction(db, async (trx) => {
    // In one order: two who ask for the same cards wait for each other in turn, not in a ring.
    const { rows } = await sql<Row>`
      select id, state, case when sampled then null else group_id end as "group", verdict, leased_by as "leasedBy",
        leased_until as "leasedUntil" from hits
      where id in (
        select unnest(${[...hits]}::text[]) union
        select m.id from hits a join hits m on m.group_id = a.group_id and m.state = 'open' and not m.sampled
          and m.verdict is not distinct from a.verdict
        where a.id = any(${[...hits]}::text[]) and a.state = 'open' and not a.sampled)
      order by id for update`.execute(trx)
    const byId = new Map(rows.map((row) => [row.id, row]))
    const isOthers = ({ leasedBy, leasedUntil }: Row) =>
      leasedBy !== null && leasedBy !== user && leasedUntil !== null && leasedUntil > now
    const cards = new Map<string, Row[]>()
    for (const row of rows) {
      const card = cardOf(row)
      cards.set(card, [...(cards.get(card) ?? []), row])
    }
    const asked = hits
      .flatMap((hit) => byId.get(hit) ?? [])
      .map((row) => ({ row, together: cards.get(cardOf(row)) ?? [] }))
    const taken = asked.filter(({ together }) => !together.some(isOthers)).flatMap(({ together }) => together)
    await sql`update hits set leased_by = ${user}, leased_until = ${until}
      where id = any(${taken.map(({ id }) => id)}::text[])`.execute(trx)
    const names = await namesOf(trx, rows.filter(isOthers))
    return new Map(
      asked.map(({ row: { id, state }, together }): [string, Lease] => {
        const other = together.find(isOthers)
        if (!other?.leasedBy) {
          const others = together.map((one) => one.id).filter((one) => one !== id)
          return [id, { held: true, state, until, ...(others.length > 0 && { others }) }]
        }
        const by = names.get(other.leasedBy) ?? other.leasedBy
        return [id, { held: false, state, by, until: other.leasedUntil ?? now }]
      }),
    )
  })

/** Hits that stand on one card: the open ones of a group, those that have come back with the same verdict among themselves. */
const cardOf = ({ id, group, state, verdict }: Row): string =>
  group === null || state !== 'open' ? id : JSON.stringify([group, verdict])

async function namesOf(db: Kysely<Tables>, rows: readonly Row[]): Promise<Map<string, string>> {
  const users = [...new Set(rows.flatMap(({ leasedBy }) => leasedBy ?? []))]
  if (users.length === 0) return new Map()
  const found = await db.selectFrom('users').select(['id', 'name']).where('id', 'in', users).execute()
  return new Map(found.map(({ id, name }) => [id, name]))
}

/** Lets go of one's own hits, each with the others of its group. */
export async function release(db: Kysely<Tables>, hits: readonly string[], user: string): Promise<void> {
  await sql`
    update hits set leased_by = null, leased_until = null
    where leased_by = ${user} and id in (
      select id from hits where leased_by = ${user} and (id = any(${[...hits]}::text[])
        or (state = 'open' and not sampled and group_id in (select group_id from hits where id = any(${[...hits]}::text[]))))
      order by id for update)`.execute(db)
}
