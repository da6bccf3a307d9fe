import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readMatcherFiles } from '../config/matcher-files.ts'
import type { Settings } from '../config/settings.ts'
import { laneOf } from '../queues/contracts/crawl.ts'
import { match } from '../queues/contracts/match.ts'
import { plan, sweep, upkeepQueue } from '../queues/contracts/upkeep.ts'
import { handle, openQueues } from '../queues/driver.ts'
import { newJob } from '../queues/job.ts'
import type { AnyHandler, Queues, QueueWorker } from '../queues/queues.ts'
import type { Crawler } from './crawler/crawler.ts'
import { openCrawler } from './crawler/open-crawler.ts'
import { type Gate, openGate } from './lanes/gate.ts'
import { marketplaceOf, marketplaces } from './marketplaces/registry.ts'
import { matchHandler } from './match/handler.ts'
import { type Matcher, openMatcher } from './match/matcher.ts'
import type { Watch } from './model/watch.ts'
import { planHandler, planRun } from './schedule/handler.ts'
import { plannedSearches, previousTime, runId } from './schedule/plan.ts'
import { searchHandler } from './search/handler.ts'
import { type Database, openEmbedded, openManaged, type Part } from './store/database.ts'
import { migrate } from './store/migrate.ts'
import { openStore } from './store/open-store.ts'
import type { RunTrigger, Store } from './store/store.ts'
import type { Log } from './telemetry/log.ts'
import { sweepHandler } from './upkeep/handler.ts'
import { openVault } from './vault/open-vault.ts'
import type { Vault } from './vault/vault.ts'
import { visitHandler } from './visit/handler.ts'

/** The database, migrated, and what is kept in it. */
export type Ground = { database: Database; store: Store; close(): Promise<void> }

/** Everything that is built, and the few things that a command does with it. */
export type App = Ground & {
  queues: Queues
  crawler: Crawler
  vault: Vault
  matcher: Matcher
  gate: Gate
  /** Opens the lanes that are not open yet, and on the first call the match and upkeep queues. */
  work(marketplaces: readonly string[]): Promise<void>
  /** Makes these the watches that run by schedule; the others' repetitions end, their data stays. */
  schedule(watches: readonly Watch[]): Promise<void>
  /** Plans a run now. @returns its id */
  start(watch: Watch, trigger: RunTrigger): Promise<string>
}

const storeConnections = 8
/** A queued job that nobody took for this long may have been forgotten: upkeep adds it again, which is harmless. */
const forgottenAfterMs = 10_000
const sweepEveryMs = 5_000

/** @throws DependencyDown, AlreadyRunning */
export async function openGround(settings: Settings, part: Part): Promise<Ground> {
  await mkdir(settings.dataFolder, { recursive: true })
  const database = settings.databaseUrl
    ? openManaged(settings.databaseUrl)
    : await openEmbedded(settings.dataFolder, part)
  try {
    await migrate(database.url)
    const store = await openStore({ url: database.url, poolSize: storeConnections })
    const close = async () => {
      await store.close()
      await database.close()
    }
    return { database, store, close }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** @throws DependencyDown, AlreadyRunning */
export async function openApp(settings: Settings, part: Part, log: Log): Promise<App> {
  const ground = await openGround(settings, part)
  const now = () => new Date()
  try {
    const engine = settings.redisUrl
      ? ({ kind: 'redis', url: settings.redisUrl } as const)
      : ({ kind: 'postgres', url: ground.database.url } as const)
    const queues = await openQueues({ engine, lockMs: settings.queueLockMs, log })
    const crawler = openCrawler({ marketplaces, settings, log, now })
    const vault = await openVault(join(settings.dataFolder, 'vault'))
    const matcher = openMatcher(await readMatcherFiles(settings.exchangeRatesFile))
    const gate = openGate({ store: ground.store, log, now, probeMs: settings.probeMs })
    return assemble({ ...ground, queues, crawler, vault, matcher, gate }, settings, log, now)
  } catch (error) {
    await ground.close()
    throw error
  }
}

type Parts = Ground & { queues: Queues; crawler: Crawler; vault: Vault; matcher: Matcher; gate: Gate }

function assemble(parts: Parts, settings: Settings, log: Log, now: () => Date): App {
  const { store, queues } = parts
  const stations = openStations(parts, settings, log, now)
  const planning = { store, queues, searchesOf, runIdOf: runId, log, now }
  return {
    ...parts,
    work: (ids) => stations.open(ids),
    start: (watch, trigger) => planRun(planning, watch, trigger, now()),
    async schedule(watches) {
      for (const watch of watches) await store.watches.save(watch, true, now())
      await store.watches.keepActive(watches.map((watch) => watch.id))
      await repeatPlans(queues, watches)
    },
    async close() {
      await stations.close()
      await parts.crawler.close()
      await queues.close()
      await parts.close()
    },
  }
}

const searchesOf = (run: string, watch: Watch) => plannedSearches(run, watch, marketplaces)

async function repeatPlans(queues: Queues, watches: readonly Watch[]): Promise<void> {
  const wanted = watches.filter((watch) => watch.schedule)
  for (const watch of wanted) {
    if (watch.schedule)
      await queues.repeat(`plan-${watch.id}`, newJob(upkeepQueue, plan, { watch: watch.id }), watch.schedule)
  }
  const ids = new Set(wanted.map((watch) => `plan-${watch.id}`))
  for (const { id } of await queues.repetitions(upkeepQueue)) {
    if (id.startsWith('plan-') && !ids.has(id)) await queues.stopRepeating(upkeepQueue, id)
  }
}

/** Whether a watch has missed a run while nothing was working, or never had one. */
export function isOverdue(watch: Watch, lastPlannedAt: Date | null, now: Date): boolean {
  if (!lastPlannedAt) return true
  const due = watch.schedule ? previousTime(watch.schedule, now) : null
  return due !== null && lastPlannedAt < due
}

/** The workers of this process. */
function openStations(parts: Parts, settings: Settings, log: Log, now: () => Date) {
  const { store, queues, crawler, vault, matcher, gate } = parts
  const stage = { store, queues, log, now }
  const asking = { ...stage, crawler, gate, vault, marketplaceOf, origins: settings.origins }
  const search = searchHandler(asking)
  const visit = visitHandler(asking)
  const spent = {
    search: (id: string, why: string) =>
      search.spent({ search: id, marketplace: '', trace: 'upkeep', priority: 1 }, why),
    visit: (id: string, why: string) => visit.spent({ visit: id, marketplace: '', trace: 'upkeep', priority: 1 }, why),
  }
  const upkeep = [
    handle(planHandler({ ...stage, searchesOf, runIdOf: runId })),
    handle(sweepHandler({ ...stage, forgottenAfterMs, spent })),
  ]
  const workers = new Map<string, QueueWorker>()
  const open = async (queue: string, handlers: AnyHandler[], options: Parameters<Queues['work']>[2]) => {
    if (!workers.has(queue)) workers.set(queue, await queues.work(queue, handlers, options))
  }
  return {
    async open(ids: readonly string[]) {
      await open(upkeepQueue, upkeep, { concurrency: 1 })
      await queues.repeat('sweep', newJob(upkeepQueue, sweep, {}), { everyMs: sweepEveryMs })
      await open(match.name, [handle(matchHandler({ ...stage, matcher }))], { concurrency: settings.matchConcurrency })
      for (const id of ids) {
        const limiter = settings.rates.get(id) ?? marketplaceOf(id).rate
        await open(laneOf(id), [handle(search), handle(visit)], { concurrency: settings.laneConcurrency, limiter })
      }
    },
    async close() {
      await Promise.all([...workers.values()].map((worker) => worker.drain(settings.drainMs)))
    },
  }
}
