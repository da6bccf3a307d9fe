import type { Settings } from '../../config/settings.ts'
import { matchJob } from '../../queues/contracts/match.ts'
import { openQueues } from '../../queues/driver.ts'
import type { Queues } from '../../queues/queues.ts'
import { openCrawler } from '../crawler/open-crawler.ts'
import { openGate } from '../lanes/gate.ts'
import { marketplaces } from '../marketplaces/registry.ts'
import { drawing, sampleShare } from '../match/learn/sample.ts'
import { openMatcher } from '../match/matcher.ts'
import type { PlannedSearch } from '../model/coverage.ts'
import type { Watch } from '../model/watch.ts'
import { planRun } from '../schedule/handler.ts'
import type { Part } from '../store/database.ts'
import type { RunTrigger } from '../store/runs/run-store.ts'
import type { Store } from '../store/store.ts'
import type { Log } from '../telemetry/log.ts'
import { type Ground, openGround } from './ground.ts'
import { repeatPlans, runIdOf, searchesOf } from './schedule.ts'
import { openStations, type Parts } from './stations.ts'
import { openVaultOf } from './vault.ts'
import { readyFiles, weightsInForce } from './weights.ts'

/** Everything that is built, and the few things that a command does with it. */
export type App = Ground &
  Parts & {
    /** Opens the lanes that are not open yet, and on the first call the match and upkeep queues. */
    work(marketplaces: readonly string[]): Promise<void>
    /** Makes these the watches that run by schedule; the others' repetitions end, their data stays. */
    schedule(watches: readonly Watch[]): Promise<void>
    /** Plans a run now. @returns its id */
    start(watch: Watch, trigger: RunTrigger): Promise<string>
    /** Adds the match jobs of searches that were saved as they ended, as an import's are. */
    score(searches: readonly PlannedSearch[], priority: number): Promise<void>
  }

/** @throws DependencyDown, StartRefused */
export async function openApp(settings: Settings, part: Part, log: Log): Promise<App> {
  // Mistakes in files are told before anything is started.
  const files = readyFiles(settings)
  const ground = await openGround(settings, part)
  const now = () => new Date()
  const { store } = ground
  let queues: Queues | undefined
  try {
    const engine = settings.redisUrl
      ? ({ kind: 'redis', url: settings.redisUrl } as const)
      : ({ kind: 'postgres', url: ground.database.url } as const)
    queues = await openQueues({ engine, lockMs: settings.queueLockMs, log })
    await auditOverrides(settings, store, now())
    const weights = await weightsInForce(store, files.weights, now())
    const matcher = drawing(openMatcher({ ...files, weights }), sampleShare)
    const vault = await openVaultOf(settings)
    const crawler = openCrawler({ marketplaces, settings, log, now })
    const gate = openGate({ store, log, now, probeMs: settings.probeMs })
    return assemble({ ...ground, queues, crawler, vault, matcher, gate }, settings, log, now)
  } catch (error) {
    await queues?.close()
    await ground.close()
    throw error
  }
}

function assemble(parts: Ground & Parts, settings: Settings, log: Log, now: () => Date): App {
  const { store, queues } = parts
  const planning = { store, queues, searchesOf, runIdOf, log, now }
  const stations = openStations(parts, planning, settings, log, now)
  return {
    ...parts,
    work: (ids) => stations.open(ids),
    start: (watch, trigger) => planRun(planning, watch, trigger, now()),
    score: (searches, priority) => queues.add(searches.map(({ id, run }) => matchJob('search', { id, run, priority }))),
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

/** A robots.txt that is not obeyed is on record, with the reason, each time a process starts to work that way. */
async function auditOverrides({ robotsOverrides }: Settings, store: Store, now: Date): Promise<void> {
  for (const [marketplace, reason] of robotsOverrides) {
    await store.audit.append({ who: 'settings', action: 'robots.override', what: { marketplace, reason }, now })
  }
}
