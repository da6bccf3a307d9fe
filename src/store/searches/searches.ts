import { type Kysely, sql } from 'kysely'
import type { CoverageEnd, PlannedSearch } from '../../model/coverage.ts'
import { type Shown, shownBy } from '../../model/left-out.ts'
import type { Listing } from '../../model/listing.ts'
import { insertSightings, upsertListings } from '../listings/listing-rows.ts'
import { planSearches, searchOf } from '../runs/coverage-rows.ts'
import { storableText, toJson } from '../storable.ts'
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

  usual: (search) => usualOf(db, search),

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

/** What this many of a market's last pages showed is what it usually shows. */
const usualPages = 30

async function usualOf(db: Kysely<Tables>, { marketplace, territory, way }: PlannedSearch): Promise<Shown | null> {
  const { rows } = await sql<{ listings: number | null; price: number; seller: number; place: number }>`
    select sum(listings)::integer as listings, sum(with_price)::integer as price, sum(with_seller)::integer as seller,
      sum(with_place)::integer as place
    from (select listings, with_price, with_seller, with_place from coverage
      where marketplace = ${marketplace} and territory = ${territory} and with_price is not null and not canary
        and way is not distinct from ${way ?? null}
      order by ended_at desc limit ${usualPages}) recent`.execute(db)
  const [found] = rows
  return found?.listings ? { ...found, listings: found.listings } : null
}

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
  await endSearch(trx, search.id, end, listings, now)
  if (next) await planSearches(trx, [next], now)
  return { saved: true }
}

/** Writes how a planned search ended; one that gave listings waits to be matched. */
export async function endSearch(
  trx: Trx,
  id: string,
  end: CoverageEnd,
  listings: readonly Listing[],
  now: Date,
): Promise<void> {
  const shown = listings.length > 0 ? shownBy(listings) : null
  await trx
    .updateTable('coverage')
    .set({
      state: end.state,
      ...(end.way && { way: end.way }),
      listings: end.listings,
      cards: end.cards ?? null,
      left_out: end.leftOut === undefined ? null : sql`${toJson(end.leftOut)}::jsonb`,
      with_price: shown?.price ?? null,
      with_seller: shown?.seller ?? null,
      with_place: shown?.place ?? null,
      claimed: end.claimed ?? null,
      blocked_by: end.blockedBy ?? null,
      why: end.why === undefined ? null : storableText(end.why),
      warnings: sql<string[]>`${end.warnings.map(storableText)}::text[]`,
      ended_at: now,
      // Nothing to match: it counts as done.
      scored_at: listings.length > 0 ? null : now,
    })
    .where('id', '=', id)
    .execute()
}
