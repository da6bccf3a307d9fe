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
import { planDueRun, planRun } from '../schedule/handler.ts'
import type { Part } from '../store/database.ts'
import type { RunTrigger } from '../store/runs/run-store.ts'
import type { Store } from '../store/store.ts'
import type { Log } from '../telemetry/log.ts'
import { evidenceTending } from './capturing.ts'
import { type Evidence, openEvidence } from './evidence.ts'
import { type Ground, openGround } from './ground.ts'
import { openPulse, type Pulse } from './pulse.ts'
import { addPlans, lastDue, repeatPlans, runIdOf, searchesOf } from './schedule.ts'
import { openStations, type Parts } from './stations.ts'
import { openVaultOf } from './vault.ts'
import { readyFiles, weightsInForce } from './weights.ts'

/** Everything that is built, and the few things that a command does with it. */
export type App = Ground &
  Parts & {
    evidence: Evidence
    /** What this process cannot use just now, and says so. */
    pulse: Pulse
    /** Opens the lanes that are not open yet, and on the first call the match and upkeep queues. */
    work(marketplaces: readonly string[]): Promise<void>
    /** Makes these the watches that run by schedule; the others' repetitions end, their data stays. */
    schedule(watches: readonly Watch[]): Promise<void>
    /** What others may have lost is set again: lanes, repetitions. Called every few seconds for as long as the process stands. */
    tend(work: boolean): Promise<void>
    /** Plans a run now. @returns its id */
    start(watch: Watch, trigger: RunTrigger): Promise<string>
    /** Plans the run of a watch that is due, once whoever else starts. @returns the run that goes on, null when nothing is due */
    startDue(watch: Watch): Promise<string | null>
    /** Adds the match jobs of searches that were saved as they ended, as an import's are. */
    score(searches: readonly PlannedSearch[], priority: number): Promise<void>
  }

/** @throws DependencyDown, StartRefused */
export async function openApp(settings: Settings, part: Part, log: Log): Promise<App> {
  // Mistakes in files are told before anything is started.
  const files = readyFiles(settings)
  let pulse: Pulse | undefined
  const ground = await openGround(settings, part, (ended) => pulse?.note({ what: 'database', ...ended }))
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
    const opened = queues
    const evidence = await openEvidence(settings, store, log)
    const { keeper, blobs } = evidence
    const kept = async () => {
      await vault.ready()
      await blobs.ready()
    }
    pulse = openPulse({ database: () => store.ping(), queues: () => opened.ping(), vault: kept }, store, log)
    const parts = { ...ground, queues, crawler, vault, matcher, gate, keeper, blobs, evidence }
    return assemble(parts, pulse, settings, log, now)
  } catch (error) {
    await queues?.close()
    await ground.close()
    throw error
  }
}

type Built = Ground & Parts & { evidence: Evidence }

function assemble(parts: Built, pulse: Pulse, settings: Settings, log: Log, now: () => Date): App {
  const { store, queues } = parts
  const planning = { store, queues, searchesOf, runIdOf, log, now }
  const tendEvidence = evidenceTending({ ...parts, onVerdict: settings.capture === 'on-verdict', settings, log, now })
  const stations = openStations(parts, planning, settings, log, now)
  return {
    ...parts,
    pulse,
    work: (ids) => stations.open(ids),
    start: (watch, trigger) => planRun(planning, watch, trigger, now()),
    startDue: (watch) => planDueRun(planning, watch, lastDue(watch, now())),
    score: (searches, priority) => queues.add(searches.map(({ id, run }) => matchJob('search', { id, run, priority }))),
    async schedule(watches) {
      for (const watch of watches) await store.watches.save(watch, true, now())
      await store.watches.keepActive(watches.map((watch) => watch.id))
      await repeatPlans(queues, watches)
    },
    async tend(work) {
      const active = (await store.watches.all()).filter((each) => each.active).map(({ watch }) => watch)
      if (work) await stations.open([...new Set(active.flatMap(({ marketplaces: ids }) => ids))])
      await addPlans(queues, active)
      await tendEvidence()
    },
    async close() {
      await pulse.close()
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
