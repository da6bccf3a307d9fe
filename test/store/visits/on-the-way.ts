import type { PlannedSearch } from '../../../src/model/coverage.ts'
import type { Listing } from '../../../src/model/listing.ts'
import type { Watch } from '../../../src/model/watch.ts'
import type { MatchingStore, ScoredListing } from '../../../src/store/matching/matching-store.ts'
import { openStore } from '../../../src/store/open-store.ts'
import type { Store } from '../../../src/store/store.ts'
import { aSearch, aWatch } from '../../builders.ts'
import type { TestDatabase } from '../database.ts'

/** Minutes after the tests' beginning of time. */
export const at = (minutes: number): Date => new Date(Date.UTC(2026, 10, 1, 6, minutes))

/** A migrated store on a database of its own, with the watch of `aWatch`. */
export async function freshStore(database: TestDatabase): Promise<{ store: Store; url: string }> {
  const url = await database.migratedDatabase()
  const store = await openStore({ url, poolSize: 6 })
  await store.watches.save(aWatch(), true, at(0))
  return { store, url }
}

export type Scorer = Parameters<MatchingStore['scoreBatch']>[1]

/** Hits are the listings whose title has one of the words; visits, too, unless `visits` is false. */
export const hitsWith =
  (words: string[], { visits = false } = {}) =>
  (_watch: Watch, listings: readonly Listing[]): ScoredListing[] =>
    listings.map((listing): ScoredListing => {
      const isHit = words.some((word) => listing.title.includes(word))
      const score = isHit ? 0.9 : 0.1
      const findings = [{ signal: 'wording', weight: isHit ? 2 : -2, text: `"${listing.title}" was read` }]
      return {
        marketplace: listing.marketplace,
        id: listing.id,
        score: { score, verdict: isHit ? 'suspect' : 'allowed', findings },
        rank: score * 10,
        isHit,
        worthVisit: visits && isHit,
      }
    })

/** Plans a run of one search, saves its page, and scores it unless `score` is null. */
export async function seen(
  store: Store,
  { run, minute, listings, score }: { run: string; minute: number; listings: Listing[]; score: Scorer | null },
): Promise<{ search: PlannedSearch; scored: Awaited<ReturnType<MatchingStore['scoreBatch']>> }> {
  const search = aSearch({ run })
  await store.runs.plan({ id: run, watch: search.watch, trigger: 'schedule' }, [search], at(minute))
  await savePage(store, search, listings, minute)
  const scored = score && (await store.matching.scoreBatch({ of: 'search', id: search.id }, score, 'm1', at(minute)))
  return { search, scored }
}

export const savePage = (
  store: Store,
  search: PlannedSearch,
  listings: Listing[],
  minute: number,
  next: PlannedSearch | null = null,
): Promise<{ saved: boolean }> =>
  store.searches.save({
    search,
    end: { state: 'searched', listings: listings.length, warnings: [] },
    listings,
    next,
    now: at(minute),
  })
