import type { Kysely } from 'kysely'
import { asUndecided } from '../../model/hit.ts'
import type { Tables } from '../tables.ts'
import { askedPageOf, type Place, pageOf } from './hit-filter.ts'
import { loadHits } from './hit-rows.ts'
import type { Hit, HitFilter, HitStore } from './hit-store.ts'

/** One look at the list: its hits, and where the next look begins; null after the last one. */
export async function loadPage(
  db: Kysely<Tables>,
  filter: HitFilter,
  after: Place | null,
  limit: number,
): Promise<{ hits: Hit[]; next: Place | null }> {
  const user = filter.state === 'open' ? filter.askedOf : undefined
  const [open, asked] = await Promise.all([
    loadHits(db, pageOf(filter, after, limit + 1)),
    user === undefined ? [] : loadHits(db, askedPageOf(filter, user, after, limit + 1)),
  ])
  const hits = [...open, ...asked.map((hit) => asUndecided<Hit>(hit))].sort(
    (a, b) => b.rank - a.rank || (a.id < b.id ? -1 : 1),
  )
  const shown = hits.slice(0, limit)
  return { hits: shown, next: hits.length > limit ? (shown.at(-1) ?? null) : null }
}

const batchMax = 500

/** In one snapshot: what is decided, found or ranked anew meanwhile neither doubles nor hides a hit. */
export const walkHits = (
  db: Kysely<Tables>,
  filter: HitFilter,
  take: Parameters<HitStore['walk']>[1],
): Promise<number> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      let count = 0
      let after: Place | null = null
      do {
        const { hits, next } = await loadPage(trx, filter, after, batchMax)
        await take(hits)
        count += hits.length
        after = next
      } while (after)
      return count
    })
