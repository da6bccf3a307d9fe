import { z } from 'zod'
import { type CoverageRow, gapsOf, reasonOf } from '../../model/coverage.ts'
import { type SearchCoverage, searchesOf } from '../../model/coverage-summary.ts'
import { merged } from '../../model/outage.ts'
import type { RunProgress } from '../../store/runs/run-store.ts'
import type { Store } from '../../store/store.ts'
import type { KnownWatch } from '../../store/watches/watch-store.ts'
import type { ApiCoverage, ApiGap, ApiRun, ApiSearch, ApiSession, ApiStatus, ApiWatchCoverage } from '../api.ts'
import type { WebParts } from '../parts.ts'
import { checked, notFound } from '../problem.ts'
import { type Handler, named } from '../route.ts'
import { watchNames } from '../watch-names.ts'
import { isoOf, laneOnWire, outageOnWire, runOnWire } from '../wire.ts'

/** More than this is counted, not listed: nobody reads further, and the first ones say why. */
const gapsMax = 200
const searchesMax = 500
const runsMax = 50

/** One that is over is told so long: why something was slow, or a restart that nobody asked for. */
const outagesToldMs = 24 * 3_600_000

const since = z.strictObject({ since: z.iso.datetime().exactOptional() })

export function coverageHandlers(parts: WebParts) {
  const { store, now } = parts
  return {
    async session(c) {
      const [{ version }, watches] = await Promise.all([parts.status(), store.watches.all()])
      const { id, name, role } = c.var.user
      return c.json<ApiSession>({
        user: { id, name, role },
        now: now().toISOString(),
        version,
        marketplaces: Object.fromEntries(parts.marketplaces.map((place) => [place.id, place.name])),
        watches: Object.fromEntries(watchNames(watches.map(({ watch }) => watch))),
      })
    },

    async status(c) {
      const { since: from } = checked(since, c.req.query(), 'query')
      const [open, lanes, runs, { nextRuns }, decided, past] = await Promise.all([
        store.hits.page({ state: 'open', askedOf: c.var.user.id }, null, 1),
        openLanes(store),
        latestRuns(store),
        parts.status(),
        from ? store.decisions.countSince(c.var.user.id, new Date(from)) : null,
        store.outages.since(new Date(now().getTime() - outagesToldMs), now()),
      ])
      return c.json<ApiStatus>({
        open: open.count,
        openIsCapped: open.countIsCapped,
        lanes: lanes.map(laneOnWire),
        outages: merged([...parts.outages().now, ...past]).map(outageOnWire),
        runs: runs.map(runOnWire),
        nextRunAt: isoOf(earliest(nextRuns.map(({ at }) => at))),
        decided,
      })
    },

    async coverage(c) {
      const [watches, lanes, { nextRuns }] = await Promise.all([store.watches.all(), openLanes(store), parts.status()])
      const names = watchNames(watches.map(({ watch }) => watch))
      const rows: ApiWatchCoverage[] = []
      for (const each of watches) rows.push(await coverageOf(store, each, names, nextRuns))
      return c.json<ApiCoverage>({ watches: rows, lanes: lanes.map(laneOnWire) })
    },

    runs: async (c) => c.json<{ runs: ApiRun[] }>({ runs: (await store.runs.latest(runsMax)).map(runOnWire) }),

    async resumeLane(c) {
      const marketplace = named(c, 'marketplace')
      if (!parts.marketplaces.some(({ id }) => id === marketplace))
        throw notFound('There is no such marketplace here.', 'marketplace')
      // Written before it is done: an action that the log does not know of is worse than one that failed after it.
      await store.audit.append({ who: c.var.user.id, action: 'lane.resume', what: { marketplace }, now: now() })
      return c.json<{ closed: boolean }>(await parts.lanes.resume(marketplace))
    },
  } satisfies Record<string, Handler>
}

/** A watch's latest crawl, what was imported since, and what of it was not seen. */
async function coverageOf(
  store: Store,
  { watch, active, lastRun, lastImport }: KnownWatch,
  names: ReadonlyMap<string, string>,
  nextRuns: readonly { watch: string; at: Date | null }[],
): Promise<ApiWatchCoverage> {
  const run = lastRun && (await store.runs.progress(lastRun.id))
  const coverage = lastRun ? await store.runs.coverage(lastRun.id) : []
  const imported = lastImport && (await store.runs.progress(lastImport.id))
  const nextRunAt = isoOf(nextRuns.find((next) => next.watch === watch.id)?.at ?? null)
  return {
    watch: watch.id,
    name: names.get(watch.id) ?? watch.brand,
    active,
    nextRunAt,
    run: run && runOnWire(run),
    import: imported && runOnWire(imported),
    missedVisits: lastRun ? await store.runs.missedVisits(lastRun.id) : [],
    doubtedVisits: lastRun ? await store.runs.doubtedVisits(lastRun.id) : [],
    ...summary(coverage, Boolean(run?.endedAt)),
  }
}

const openLanes = async (store: Store) => (await store.lanes.all()).filter(({ state }) => state === 'open')

/** Each watch's latest run. */
async function latestRuns(store: Store): Promise<RunProgress[]> {
  const ids = (await store.watches.all()).flatMap(({ active, lastRun }) => (active && lastRun ? [lastRun.id] : []))
  const runs: RunProgress[] = []
  for (const id of ids) {
    const run = await store.runs.progress(id)
    if (run) runs.push(run)
  }
  return runs
}

const earliest = (dates: readonly (Date | null)[]): Date | null =>
  dates.reduce<Date | null>((first, at) => (at && (!first || at < first) ? at : first), null)

/** A run's rows, put together by search; and those that were not seen, each with why. */
function summary(
  rows: readonly CoverageRow[],
  hasEnded: boolean,
): Pick<ApiWatchCoverage, 'searches' | 'gaps' | 'gapCount'> {
  const searches = searchesOf(rows, new Map(), hasEnded).map(searchOnWire)
  const gaps = gapsOf(rows, hasEnded).map(gapOf)
  return { searches: searches.slice(0, searchesMax), gaps: gaps.slice(0, gapsMax), gapCount: gaps.length }
}

const searchOnWire = (search: SearchCoverage): ApiSearch => ({
  marketplace: search.marketplace,
  territory: search.territory,
  keyword: search.keyword,
  sort: search.sort,
  states: search.states,
  listings: search.listings,
  cards: search.cards,
  leftOut: search.leftOut,
  claimed: search.claimed,
  doubtful: search.doubtful,
  warnings: search.warnings,
})

const gapOf = (row: CoverageRow): ApiGap => ({
  marketplace: row.marketplace,
  territory: row.territory,
  keyword: row.keyword,
  sort: row.sort,
  page: row.page,
  state: row.state,
  blockedBy: row.blockedBy ?? null,
  why: reasonOf(row),
  at: isoOf(row.endedAt),
})
