import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type MatcherFiles, readMatcherFiles } from '../config/matcher-files.ts'
import { printMistake } from '../config/mistake.ts'
import type { Settings } from '../config/settings.ts'
import { match } from '../queues/contracts/match.ts'
import { plan, upkeepQueue } from '../queues/contracts/upkeep.ts'
import { openQueues } from '../queues/driver.ts'
import { newJob } from '../queues/job.ts'
import type { Queues } from '../queues/queues.ts'
import { demoMarket, openBazaar } from './bazaar/open-bazaar.ts'
import { openCrawler } from './crawler/open-crawler.ts'
import { openGate } from './lanes/gate.ts'
import { marketplaces } from './marketplaces/registry.ts'
import { completed } from './match/learn/proposal.ts'
import { drawing, sampleShare } from './match/learn/sample.ts'
import { openMatcher } from './match/matcher.ts'
import type { PlannedSearch } from './model/coverage.ts'
import { signinLink, signinLinkMs, tokenBytes, tokenHash, tokenOf } from './model/sign-in.ts'
import { StartRefused } from './model/start-refused.ts'
import type { Schedule, Watch } from './model/watch.ts'
import type { Weights } from './model/weights.ts'
import { openReview } from './review/handler.ts'
import { secondLookShare } from './review/second-look.ts'
import { planRun } from './schedule/handler.ts'
import { nextTimes, plannedSearches, previousTime, runId } from './schedule/plan.ts'
import { openStations, type Parts } from './stations.ts'
import { type Database, openEmbedded, openManaged, type Part } from './store/database.ts'
import { migrate } from './store/migrate.ts'
import { openStore } from './store/open-store.ts'
import type { Role, RunTrigger, Store } from './store/store.ts'
import type { Log } from './telemetry/log.ts'
import { openVault } from './vault/open-vault.ts'
import type { Vault } from './vault/vault.ts'
import { openHealth } from './web/open-health.ts'
import { openWeb, type Web } from './web/open-web.ts'

export { recognisable } from './vault/picture.ts'

export const openVaultOf = ({ dataFolder }: Settings): Promise<Vault> => openVault(join(dataFolder, 'vault'))

/** The database, migrated, and what is kept in it. */
export type Ground = { database: Database; store: Store; close(): Promise<void> }

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

const storeConnections = 8

/** The operator's own database, or the embedded one of the data folder. @throws DependencyDown, StartRefused */
async function openDatabase({ dataFolder, databaseUrl }: Settings, part: Part): Promise<Database> {
  await mkdir(dataFolder, { recursive: true })
  return databaseUrl ? openManaged(databaseUrl) : openEmbedded(dataFolder, part)
}

/** @throws DependencyDown, StartRefused */
async function openGround(settings: Settings, part: Part): Promise<Ground> {
  const database = await openDatabase(settings, part)
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
    score: (searches, priority) =>
      queues.add(
        searches.map(({ id, run }) => newJob(match.name, match, { batch: id, of: 'search', trace: run, priority })),
      ),
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

/** @throws StartRefused (configuration) with every mistake in the matcher's files */
export function readyFiles(settings: Settings): MatcherFiles {
  const files = readMatcherFiles(settings.exchangeRatesFile)
  if (files.ok) return files
  throw new StartRefused(files.mistakes.map(printMistake).join('\n'), 'configuration')
}

/**
 * The weights that this start uses: those that a person took into use, else what ships. Every version that was ever used
 * is kept, so that an old score can be computed again and its findings be learnt from.
 */
export async function weightsInForce({ learning }: Store, shipped: Weights, now: Date): Promise<Weights> {
  await learning.keepVersion({ kind: 'shipped', weights: shipped, fittedOn: null }, now)
  const [choice] = await learning.choices(1)
  const chosen =
    choice?.version && (await learning.versions()).find(({ weights }) => weights.version === choice.version)
  if (!chosen) return shipped
  const weights = completed(chosen.weights, shipped)
  if (weights !== chosen.weights) await learning.keepVersion({ kind: 'completed', weights, fittedOn: null }, now)
  return weights
}

const searchesOf = (run: string, watch: Watch) => plannedSearches(run, watch, marketplaces)
const runIdOf = (watch: Watch, trigger: RunTrigger, at: Date) => runId(watch.id, trigger, at)

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

/** The next time a watch is due, or null when its schedule has none. */
export const nextTimeOf = (schedule: Schedule, now: Date): Date | null => nextTimes(schedule, now, 1)[0] ?? null

/** What a command that only looks things up needs; it starts the embedded server when none runs. @throws DependencyDown */
export const openCommand = (settings: Settings): Promise<Ground> => openGround(settings, 'guest')

export async function migrateDatabase(settings: Settings): Promise<{ applied: string[] }> {
  const database = await openDatabase(settings, 'guest')
  try {
    return await migrate(database.url)
  } finally {
    await database.close()
  }
}

/** The demo's watchlist, which ships. */
export const demoWatchlist = fileURLToPath(new URL('../config/watchlists/demo.yaml', import.meta.url))

/** The demo market on loopback, opened where a watch needs it and no setting says where it is. */
export type Market = { settings: Settings; origin: string | null; close(): Promise<void> }

export async function withDemoMarket(settings: Settings, watches: readonly Watch[]): Promise<Market> {
  const wanted = watches.some((watch) => watch.marketplaces.includes('bazaar')) && !settings.origins.has('bazaar')
  if (!wanted) return { settings, origin: null, close: async () => undefined }
  const bazaar = await openBazaar(demoMarket)
  const origins = new Map([...settings.origins, ['bazaar', bazaar.origin]])
  return { settings: { ...settings, origins, allowLoopback: true }, origin: bazaar.origin, close: () => bazaar.close() }
}

/** What a process says of itself, with a page or without one. */
const selfOf = ({ store, queues, crawler }: App) => ({
  checks: [
    { name: 'database', check: () => store.ping() },
    { name: 'queues', check: () => queues.ping() },
  ],
  crawling: () => crawler.health(),
})

/**
 * Serves on the port of the settings, or on any free one when it is taken and nobody asked for it by name.
 * @throws StartRefused when the operator did
 */
async function onPort<T>({ web }: Settings, open: (port: number) => Promise<T>): Promise<T> {
  try {
    return await open(web.port)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    if (web.portIsFixed) throw new StartRefused(`port ${web.port} is taken: set MORGIANA_PORT to another one`)
    return open(0)
  }
}

/** Says how a process without a page is: /healthz, /readyz, /metrics. @throws StartRefused */
export const openHealthOnly = (app: App, settings: Settings, log: Log): Promise<{ close(): Promise<void> }> =>
  onPort(settings, (port) => openHealth({ ...selfOf(app), log, settings: { ...settings.web, port } }))

/** Serves the page. @throws StartRefused */
export async function openPage(app: App, settings: Settings, version: string, log: Log): Promise<Web> {
  const web = await onPort(settings, (port) => servePage(app, settings, port, version, log))
  // Other commands make links with it: the port may be another than the settings say.
  const file = addressFile(settings)
  await writeFile(file, `${web.url}\n`)
  return {
    url: web.url,
    close: async () => {
      await rm(file, { force: true })
      await web.close()
    },
  }
}

const addressFile = ({ dataFolder }: Settings): string => join(dataFolder, 'page-address')

/** Where the page of this data folder is served now, or null when it is not, or not by a process that says so. */
export const pageServedAt = (settings: Settings): Promise<string | null> =>
  readFile(addressFile(settings), 'utf8').then(
    (text) => text.trim(),
    () => null, // no such file: nothing is served
  )

function servePage(app: App, settings: Settings, port: number, version: string, log: Log): Promise<Web> {
  const now = () => new Date()
  return openWeb({
    store: app.store,
    vault: app.vault,
    review: openReview({ store: app.store, now, secondLookShare }),
    lanes: { resume: (marketplace) => app.store.lanes.close(marketplace) },
    marketplaces: marketplaces.map(({ id, name }) => ({ id, name })),
    ...selfOf(app),
    settings: { ...settings.web, port },
    status: async () => ({ version, nextRuns: await nextRuns(app.store, now()) }),
    log,
    now,
  })
}

async function nextRuns(store: Store, now: Date) {
  const active = (await store.watches.all()).filter((each) => each.active)
  return active.map(({ watch }) => ({
    watch: watch.id,
    at: watch.schedule ? nextTimeOf(watch.schedule, now) : null,
  }))
}

/** A link that signs this person in once. The person is added, or given the role. */
export async function makeSignInLink(store: Store, pageUrl: string, name: string, role: Role): Promise<string> {
  const now = new Date()
  const user = await store.users.ensure(name, role, now)
  const token = tokenOf(randomBytes(tokenBytes))
  await store.users.addSigninLink(user.id, tokenHash(token), new Date(now.getTime() + signinLinkMs))
  return signinLink(pageUrl, token)
}
