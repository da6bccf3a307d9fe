import { type Kysely, type Selectable, sql } from 'kysely'
import { type CoverageRow, coveredStates, doubt, type PageCounts, type PlannedSearch } from '../../model/coverage.ts'
import type { Tables } from '../tables.ts'
import type { Trx } from '../transaction.ts'

type Row = Selectable<Tables['coverage']>

export const searchOf = (
  row: Pick<
    Row,
    'id' | 'run_id' | 'watch_id' | 'marketplace' | 'territory' | 'keyword' | 'sort' | 'page' | 'canary' | 'way'
  >,
): PlannedSearch => ({
  id: row.id,
  run: row.run_id,
  watch: row.watch_id,
  marketplace: row.marketplace,
  territory: row.territory,
  keyword: row.keyword,
  sort: row.sort,
  page: row.page,
  ...(row.canary && { canary: true }),
  ...(row.way && { way: row.way }),
})

/** Of a row `c` of coverage: it found nothing, and neither did its run's canary there. A canary that did not is one itself. */
const doubtful = sql<boolean>`((c.state = 'empty' or c.canary and c.state = 'searched' and c.listings = 0) and exists (
  select from coverage k where k.canary and k.run_id = c.run_id and k.marketplace = c.marketplace
    and k.territory = c.territory and (k.state = 'empty' or k.state = 'searched' and k.listings = 0)))`

/** Of a row `c` of coverage: what `isCovered` of the model says of it. */
export const covered = sql<boolean>`(c.state in (${sql.join(coveredStates)}) and not ${doubtful})`

/** A run's rows by marketplace, territory, keyword, order and page; a doubtful one has a warning that says so. */
export async function coverageOfRun(db: Kysely<Tables>, run: string): Promise<CoverageRow[]> {
  const { rows } = await sql<Row & { doubtful: boolean }>`
    select c.*, ${doubtful} as doubtful from coverage c where c.run_id = ${run}
    order by c.marketplace, c.territory, c.keyword, c.sort, c.page, c.canary`.execute(db)
  return rows.map(coverageOf)
}

/** Of each page of a run that has any: its paid listings, and those that an earlier page or place of its search had. */
export async function pageCountsOf(db: Kysely<Tables>, run: string): Promise<Map<string, PageCounts>> {
  const { rows } = await sql<{ id: string; sponsored: number; duplicates: number }>`
    select s.id, count(*) filter (where s.sponsored) as sponsored, count(*) filter (where s.nth > 1) as duplicates
    from (select c.id, g.data -> 'sponsored' = 'true'::jsonb as sponsored,
        row_number() over (partition by c.marketplace, c.territory, c.keyword, c.sort, g.listing_id
          order by c.page, g.position) as nth
      from coverage c join sightings g on g.search_id = c.id where c.run_id = ${run}) s
    where s.sponsored or s.nth > 1 group by s.id`.execute(db)
  return new Map(rows.map(({ id, sponsored, duplicates }) => [id, { sponsored, duplicates }]))
}

const coverageOf = (row: Row & { doubtful: boolean }): CoverageRow => ({
  ...searchOf(row),
  state: row.state,
  ...(row.doubtful && { doubtful: true }),
  listings: row.listings,
  ...(row.cards === null ? {} : { cards: row.cards }),
  ...(row.left_out === null ? {} : { leftOut: row.left_out }),
  ...(row.claimed === null ? {} : { claimed: row.claimed }),
  ...(row.blocked_by === null ? {} : { blockedBy: row.blocked_by }),
  ...(row.why === null ? {} : { why: row.why }),
  warnings: row.doubtful ? [...row.warnings, doubt] : row.warnings,
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
