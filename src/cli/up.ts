import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { demoWatchlist, withDemoMarket } from '../app/demo.ts'
import type { App } from '../app/open-app.ts'
import { makeSignInLink, openPage } from '../app/page.ts'
import type { Watch } from '../model/watch.ts'
import { openLog } from '../telemetry/log.ts'
import { laneLines, notCoveredLines } from './coverage-lines.ts'
import { loadWatched } from './load-watchlists.ts'
import { keepOfficials } from './official-photos.ts'
import { openApp } from './open-app.ts'
import { outlive, patiently, stand } from './standing.ts'
import { exitCode, type Io, type Verb } from './verb.ts'
import { version } from './version.ts'
import { countsLine, progressOf, waitForRuns } from './watch-run.ts'

/** What `up` watches when it is told nothing and there is one in the folder. */
const ownWatchlist = 'watchlist.yaml'

export const up: Verb = {
  name: 'up',
  summary: 'everything in one process: database, queues, schedule, workers, page',
  usage: 'up [WATCHLIST…]',
  example: 'morgiana up',
  async run(args, io, settings) {
    const { positionals } = parseArgs({ args, options: {}, allowPositionals: true })
    const files = filesOf(positionals)
    const { watches, officials } = await loadWatched(files)
    io.out(`data folder      ${settings.dataFolder}`)
    const market = await withDemoMarket(
      settings,
      watches.flatMap(({ marketplaces }) => marketplaces),
    )
    const log = openLog(settings.logLevel)
    try {
      const app = await openApp(market.settings, 'owner', log)
      try {
        io.out(
          `database         ready${app.database.adopted ? `, taken over after a stop that was not clean; its jobs go on within ${market.settings.queueLockMs / 1_000} s` : ''}`,
        )
        await keepOfficials(app, watches, officials, new Date())
        for (const watch of watches) io.out(`watched          ${watchLine(watch)}`)
        if (market.origin) io.out(`demo market      ${market.origin}`)
        const page = await openPage(app, market.settings, version(), log)
        try {
          outlive(log)
          const left = await firstRuns(app, watches, io)
          io.out(`review page      ${page.url}`)
          const link = await patiently(io, () => makeSignInLink(app.store, page.url, 'admin', 'admin'))
          if (link) io.out(`sign in (once)   ${link}`)
          io.out('Stop with Ctrl-C.')
          const standing = stand(app, io, log, { work: true })
          await sayEnd(app, left, io, settings.runLimitMs)
          await standing
          io.out('stopping: running jobs are finished, queued ones stay')
        } finally {
          await page.close()
        }
      } finally {
        await app.close()
      }
    } finally {
      await market.close()
    }
    return exitCode.fine
  },
}

const filesOf = (given: string[]): string[] => {
  if (given.length > 0) return given
  return existsSync(ownWatchlist) ? [ownWatchlist] : [demoWatchlist]
}

const watchLine = (watch: Watch): string => {
  const when = watch.schedule ? `at "${watch.schedule.cron}" ${watch.schedule.zone}` : 'without a schedule'
  return `${watch.brand}: ${watch.keywords.length} keywords on ${watch.marketplaces.join(', ')}, ${when}`
}

/** Runs what is due (a new watch, or one whose time passed while nothing ran), and says how it went. */
async function firstRuns(app: App, watches: readonly Watch[], io: Io): Promise<string[]> {
  await app.schedule(watches)
  const runs: string[] = []
  for (const watch of watches) {
    const run = await app.startDue(watch)
    if (run !== null) runs.push(run)
  }
  await app.work([...new Set(watches.flatMap((watch) => watch.marketplaces))])
  if (runs.length === 0) {
    io.out('run              nothing is due; the last run stands')
    return []
  }
  const edges = { store: app.store, io, say: io.out, limitMs: firstRunSaidMs }
  const waited = await waitForRuns(runs, edges)
  const progress = (await patiently(io, () => progressOf(app.store, runs))) ?? []
  io.out(`run              ${countsLine(progress)}${waited === 'ended' ? '' : ', still going on'}`)
  await sayMissing(app, runs, io)
  return waited === 'time-up' ? runs : []
}

/** Runs that went on behind the page: a line a minute, and how they ended. */
async function sayEnd(app: App, runs: readonly string[], io: Io, limitMs: number): Promise<void> {
  if (runs.length === 0) return
  const waited = await waitForRuns(runs, { store: app.store, io, say: io.out, limitMs })
  if (waited === 'interrupted') return
  const progress = (await patiently(io, () => progressOf(app.store, runs))) ?? []
  io.out(`first run        ${countsLine(progress)}${waited === 'ended' ? '' : ', still going on'}`)
  await sayMissing(app, runs, io)
}

async function sayMissing(app: App, runs: readonly string[], io: Io): Promise<void> {
  const { store } = app
  const found = await patiently(io, () =>
    Promise.all([store.lanes.all(), ...runs.map((run) => store.runs.coverage(run))] as const),
  )
  if (!found) return
  const [lanes, ...coverage] = found
  const missing = notCoveredLines(coverage.flat().filter((row) => row.state !== 'planned'))
  if (missing.length > 0) io.out('not covered')
  for (const line of [...missing, ...laneLines(lanes)]) io.out(line)
}

/** A long first run goes on behind the page; its address is not held back for it. */
const firstRunSaidMs = 8_000
