import { type Kysely, sql } from 'kysely'
import { insertSightings, upsertListings } from '../listings/listing-rows.ts'
import { planSearches } from '../runs/coverage-rows.ts'
import { storableText, toJson } from '../storable.ts'
import type { Tables } from '../tables.ts'
import { inTransaction, type Trx } from '../transaction.ts'
import type { ImportedPage, ImportStore } from './import-store.ts'
import { endSearch } from './searches.ts'

/** Rows of one statement. */
const pagesAtOnce = 500

export const importStore = (db: Kysely<Tables>): ImportStore => ({
  known: (watch, hashes) => knownFiles(db, watch, hashes),

  async seen(keys) {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from listings where (marketplace, id) in (
        select * from unnest(
          ${keys.map((key) => storableText(key.marketplace))}::text[], ${keys.map((key) => storableText(key.id))}::text[]
        ))`.execute(db)
    return rows[0]?.count ?? 0
  },

  save: ({ run, watch, pages, again, now, stop }) =>
    inTransaction(db, async (trx) => {
      // Whoever imports into the same watch waits here, so that the same file is never saved twice.
      await trx.selectFrom('watches').select('id').where('id', '=', watch).forUpdate().executeTakeFirstOrThrow()
      const hashes = [...new Set(pages.map((page) => page.provenance.sha256))]
      const known = again ? new Map<string, Date>() : await knownFiles(trx, watch, hashes)
      const fresh = pages.filter((page) => !known.has(page.provenance.sha256))
      if (fresh.length === 0) return { saved: [] }
      await trx.insertInto('runs').values({ id: run, watch_id: watch, trigger: 'import', planned_at: now }).execute()
      for (let at = 0; at < fresh.length; at += pagesAtOnce) {
        const searches = fresh.slice(at, at + pagesAtOnce).map((page) => page.search)
        await planSearches(trx, searches, now)
      }
      for (const page of fresh) {
        // Between pages of at most some hundred rows: what was written so far goes with the transaction.
        stop?.throwIfAborted()
        await savePage(trx, page, now)
      }
      return { saved: fresh.map((page) => page.search) }
    }),
})

async function knownFiles(db: Kysely<Tables> | Trx, watch: string, hashes: readonly string[]) {
  const { rows } = await sql<{ sha256: string; at: Date }>`
    select provenance->>'sha256' as sha256, min(ended_at) as at from coverage
    where watch_id = ${watch} and provenance is not null and provenance->>'sha256' = any(${[...hashes]}::text[])
    group by 1`.execute(db)
  return new Map(rows.map((row) => [row.sha256, row.at]))
}

async function savePage(trx: Trx, page: ImportedPage, now: Date): Promise<void> {
  const { search, end, listings, places, seenAt } = page
  if (listings.length > 0) {
    await insertSightings(trx, search.id, listings, seenAt, places)
    await upsertListings(trx, search, listings, seenAt)
  }
  await endSearch(trx, search.id, end, listings, now)
  await trx
    .updateTable('coverage')
    .set({ provenance: sql`${toJson(page.provenance)}::jsonb` })
    .where('id', '=', search.id)
    .execute()
}
