import { type Kysely, sql } from 'kysely'
import type { CoverageEnd } from '../../model/coverage.ts'
import { insertSightings, upsertListings } from '../listings/listing-rows.ts'
import { planSearches, searchOf } from '../runs/coverage-rows.ts'
import { storableText } from '../storable.ts'
import type { Tables } from '../tables.ts'
import { inTransaction, type Trx } from '../transaction.ts'
import type { SearchStore } from './search-store.ts'

type Result = Parameters<SearchStore['save']>[0]

export const searchStore = (db: Kysely<Tables>): SearchStore => ({
  async load(id) {
    const row = await db
      .selectFrom('coverage')
      .innerJoin('watches', 'watches.id', 'coverage.watch_id')
      .selectAll('coverage')
      .select('watches.data')
      .where('coverage.id', '=', id)
      .executeTakeFirst()
    return row ? { search: searchOf(row), state: row.state, watch: row.data } : null
  },

  save: (result) => inTransaction(db, (trx) => saveSearch(trx, result)),

  async nextOf(search) {
    const row = await db
      .selectFrom('coverage')
      .selectAll()
      .where('run_id', '=', search.run)
      .where('marketplace', '=', search.marketplace)
      .where('territory', '=', search.territory)
      .where('keyword', '=', search.keyword)
      .where('sort', '=', search.sort)
      .where('page', '=', search.page + 1)
      .where('canary', '=', false)
      .where('state', '=', 'planned')
      .executeTakeFirst()
    return row ? searchOf(row) : null
  },
})

async function saveSearch(trx: Trx, { search, end, listings, next, now }: Result): Promise<{ saved: boolean }> {
  const row = await trx
    .selectFrom('coverage')
    .select('state')
    .where('id', '=', search.id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Error(`search ${search.id} was never planned`)
  if (row.state !== 'planned') return { saved: false }
  if (listings.length > 0) {
    await insertSightings(trx, search.id, listings, now)
    await upsertListings(trx, search, listings, now)
  }
  await endSearch(trx, search.id, end, listings.length > 0, now)
  if (next) await planSearches(trx, [next], now)
  return { saved: true }
}

/** Writes how a planned search ended; one that gave listings waits to be matched. */
export async function endSearch(
  trx: Trx,
  id: string,
  end: CoverageEnd,
  hasListings: boolean,
  now: Date,
): Promise<void> {
  await trx
    .updateTable('coverage')
    .set({
      state: end.state,
      ...(end.way && { way: end.way }),
      listings: end.listings,
      claimed: end.claimed ?? null,
      blocked_by: end.blockedBy ?? null,
      why: end.why === undefined ? null : storableText(end.why),
      warnings: sql<string[]>`${end.warnings.map(storableText)}::text[]`,
      ended_at: now,
      // Nothing to match: it counts as done.
      scored_at: hasListings ? null : now,
    })
    .where('id', '=', id)
    .execute()
}
