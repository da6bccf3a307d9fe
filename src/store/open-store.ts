import { auditStore } from './audit/audit.ts'
import { type ConnectionOptions, connect } from './connection.ts'
import { captureStore } from './evidence/captures.ts'
import { custodyStore } from './evidence/custody.ts'
import { givingStore } from './evidence/givings.ts'
import { evidenceLogStore } from './evidence/log.ts'
import { decisionStore } from './hits/decisions.ts'
import { groupStore } from './hits/groups.ts'
import { hitStore } from './hits/hits.ts'
import { budgetStore } from './lanes/budget.ts'
import { laneStore } from './lanes/lanes.ts'
import { keywordStore } from './learning/keywords.ts'
import { learningStore } from './learning/learning.ts'
import { qualityStore } from './learning/quality.ts'
import { matchingStore } from './matching/matching.ts'
import { outageStore } from './outages/outages.ts'
import { pictureStore } from './pictures/pictures.ts'
import { knownLoader, referenceStore } from './pictures/references.ts'
import { runStore } from './runs/runs.ts'
import { importStore } from './searches/imports.ts'
import { searchStore } from './searches/searches.ts'
import { sellerStore } from './sellers/sellers.ts'
import type { Store } from './store.ts'
import { userStore } from './users/users.ts'
import { viewStore } from './views/views.ts'
import { visitStore } from './visits/visits.ts'
import { watchStore } from './watches/watches.ts'

/** `poolSize`: the most connections of this process to the database. */
export type StoreOptions = Pick<ConnectionOptions, 'url' | 'poolSize'>

/**
 * The store on a migrated PostgreSQL (see `migrate`).
 * @throws DependencyDown when the database cannot be reached, is not there or refuses us; so does every call later
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { db, ping, clock, describe } = await connect(options)
  const known = knownLoader()
  const guarded = <T extends object>(part: T): T => guard(part, describe)
  return {
    watches: guarded(watchStore(db)),
    runs: guarded(runStore(db)),
    searches: guarded(searchStore(db)),
    imports: guarded(importStore(db)),
    matching: guarded(matchingStore(db, known)),
    learning: guarded(learningStore(db)),
    quality: guarded(qualityStore(db)),
    keywords: guarded(keywordStore(db)),
    visits: guarded(visitStore(db)),
    hits: guarded(hitStore(db)),
    groups: guarded(groupStore(db)),
    sellers: guarded(sellerStore(db)),
    decisions: guarded(decisionStore(db)),
    pictures: guarded(pictureStore(db)),
    references: guarded(referenceStore(db, known)),
    lanes: guarded(laneStore(db)),
    budget: guarded(budgetStore(db)),
    outages: guarded(outageStore(db)),
    users: guarded(userStore(db)),
    views: guarded(viewStore(db)),
    audit: guarded(auditStore(db)),
    evidenceLog: guarded(evidenceLogStore(db)),
    captures: guarded(captureStore(db)),
    custody: guarded(custodyStore(db)),
    givings: guarded(givingStore(db)),
    ...guarded({
      ping,
      clock,
      close: () => db.destroy(),
    }),
  }
}

type Call = (...args: unknown[]) => Promise<unknown>

/** The same functions, whose rejections pass through `describe`. */
function guard<T extends object>(part: T, describe: (error: unknown) => unknown): T {
  const entries = Object.entries(part).map(([name, call]: [string, Call]): [string, Call] => [
    name,
    async (...args) => {
      try {
        return await call(...args)
      } catch (error) {
        throw describe(error)
      }
    },
  ])
  // Same names, same parameters, same results: every part of a Store is an object of async functions.
  return Object.fromEntries(entries) as T
}
