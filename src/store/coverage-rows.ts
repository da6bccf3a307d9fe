import type { Selectable } from 'kysely'
import type { CoverageRow, PlannedSearch } from '../model/coverage.ts'
import type { Tables } from './tables.ts'
import type { Trx } from './transaction.ts'

type Row = Selectable<Tables['coverage']>

export const searchOf = (
  row: Pick<Row, 'id' | 'run_id' | 'watch_id' | 'marketplace' | 'territory' | 'keyword' | 'page'>,
): PlannedSearch => ({
  id: row.id,
  run: row.run_id,
  watch: row.watch_id,
  marketplace: row.marketplace,
  territory: row.territory,
  keyword: row.keyword,
  page: row.page,
})

export const coverageOf = (row: Row): CoverageRow => ({
  ...searchOf(row),
  state: row.state,
  listings: row.listings,
  ...(row.claimed === null ? {} : { claimed: row.claimed }),
  ...(row.blocked_by === null ? {} : { blockedBy: row.blocked_by }),
  ...(row.why === null ? {} : { why: row.why }),
  warnings: row.warnings,
  plannedAt: row.planned_at,
  endedAt: row.ended_at,
})

/** Plans searches that are not planned yet; at most some hundred a call. */
export async function planSearches(trx: Trx, searches: readonly PlannedSearch[], now: Date): Promise<void> {
  if (searches.length === 0) return
  const rows = searches.map(({ run, watch, ...search }) => ({
    ...search,
    run_id: run,
    watch_id: watch,
    state: 'planned' as const,
    planned_at: now,
  }))
  await trx
    .insertInto('coverage')
    .values(rows)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}
