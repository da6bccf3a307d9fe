import { type Kysely, type Selectable, sql } from 'kysely'
import type { Tables } from '../tables.ts'
import { inTransaction } from '../transaction.ts'
import type { GivingRow, GivingStore } from './giving-store.ts'

export const givingStore = (db: Kysely<Tables>): GivingStore => ({
  plan: (targets, size, now) =>
    inTransaction(db, async (trx) => {
      await trx
        .updateTable('evidence_givings')
        .set({ next_at: null, why: null })
        .where('given_at', 'is', null)
        .where(sql<boolean>`target <> all(${[...targets]}::text[])`)
        .execute()
      for (const target of targets) {
        await trx
          .insertInto('evidence_givings')
          .values({ target, size, asked_at: now, next_at: now })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
        await trx
          .updateTable('evidence_givings')
          .set({ next_at: null })
          .where('target', '=', target)
          .where('size', '<', size)
          .where('next_at', 'is not', null)
          .execute()
      }
    }),
  take: (of, now, until) =>
    inTransaction(db, async (trx) => {
      if (of.length === 0) return null
      const due = await trx
        .selectFrom('evidence_givings')
        .selectAll()
        .where('next_at', '<=', now)
        .where('target', 'in', of)
        .orderBy('next_at')
        .limit(1)
        .forUpdate()
        .skipLocked()
        .executeTakeFirst()
      if (!due) return null
      const { target, size } = due
      const taken = trx
        .updateTable('evidence_givings')
        .set({ next_at: until, attempts: sql`attempts + 1` })
        .where('target', '=', target)
        .where('size', '=', size)
      return rowOf(await taken.returningAll().executeTakeFirstOrThrow())
    }),
  given: async (target, size, now) => {
    await db
      .updateTable('evidence_givings')
      .set({ given_at: now, next_at: null, why: null })
      .where('target', '=', target)
      .where('size', '=', size)
      .execute()
  },
  failed: async (target, size, why, nextAt) => {
    await db
      .updateTable('evidence_givings')
      .set({ why, next_at: nextAt })
      .where('target', '=', target)
      .where('size', '=', size)
      // Replaced by a newer head meanwhile: that one is tried.
      .where('next_at', 'is not', null)
      .execute()
  },
  retry: async (now) => {
    await sql`
      update evidence_givings g set next_at = ${now}, attempts = 0 where given_at is null and not exists (
        select 1 from evidence_givings newer where newer.target = g.target and newer.size > g.size)`.execute(db)
  },
  state: async () => {
    const newestOf = (where: ReturnType<typeof sql>) =>
      sql<Selectable<Tables['evidence_givings']>>`
      select distinct on (target) * from evidence_givings ${where} order by target, size desc`.execute(db)
    const { rows: newest } = await newestOf(sql``)
    const { rows: given } = await newestOf(sql`where given_at is not null`)
    const givenTo = new Map(given.map((row) => [row.target, rowOf(row)]))
    return newest.map((row) => ({ newest: rowOf(row), given: givenTo.get(row.target) ?? null }))
  },
})

const rowOf = (row: Selectable<Tables['evidence_givings']>): GivingRow => {
  const { target, size, attempts, why } = row
  return {
    ...{ target, size: Number(size), attempts, why },
    ...{ askedAt: row.asked_at, nextAt: row.next_at, givenAt: row.given_at },
  }
}
