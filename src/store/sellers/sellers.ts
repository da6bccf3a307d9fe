import { type Kysely, sql } from 'kysely'
import type { Verdict } from '../../model/hit.ts'
import type { Tables } from '../tables.ts'
import type { SellerStore } from './seller-store.ts'

const countedMax = 5_000

export const sellerStore = (db: Kysely<Tables>): SellerStore => ({
  async countsOf(hit) {
    const row = await db
      .selectFrom('hits')
      .select(['marketplace', 'seller_id', 'seller_name'])
      .where('id', '=', hit)
      .executeTakeFirst()
    if (!row || (row.seller_id === null && row.seller_name === null)) return null
    const isTheirs =
      row.seller_id !== null
        ? sql`seller_id = ${row.seller_id}`
        : sql`seller_id is null and seller_name = ${row.seller_name}`
    const { rows } = await sql<{ verdict: Verdict | null; count: number }>`
      select case when state = 'decided' then verdict end as verdict, count(*)::integer as count from (
        select id, state, verdict from hits h
        where marketplace = ${row.marketplace} and ${isTheirs} and not sampled and state in ('open', 'decided')
          and not exists (select from second_looks k
            where k.hit_id = h.id and (k.second_at is null or (k.third_at is null and k.second_verdict <> k.first_verdict)))
        limit ${countedMax}) theirs
      group by 1`.execute(db)
    const all = rows.reduce((sum, { count }) => sum + count, 0)
    return {
      open: rows.find(({ verdict }) => verdict === null)?.count ?? 0,
      decided: Object.fromEntries(rows.flatMap(({ verdict, count }) => (verdict === null ? [] : [[verdict, count]]))),
      isCapped: all >= countedMax,
    }
  },
})
