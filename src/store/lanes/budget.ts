import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'
import type { BudgetStore } from './lane-store.ts'

export const budgetStore = (db: Kysely<Tables>): BudgetStore => ({
  async take(watch, day, budget) {
    // One statement, so that of many at once exactly as many get one as the budget has.
    const { rows } = await sql`
      insert into requests (watch_id, day, count) select ${watch}, ${day}::date, 1 where ${budget}::int > 0
      on conflict (watch_id, day) do update set count = requests.count + 1 where requests.count < ${budget}::int
      returning count`.execute(db)
    return rows.length > 0
  },

  async spent(watch, day) {
    const row = await db
      .selectFrom('requests')
      .select('count')
      .where('watch_id', '=', watch)
      .where('day', '=', day)
      .executeTakeFirst()
    return row?.count ?? 0
  },
})
