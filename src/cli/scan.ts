import { parseArgs } from 'node:util'
import { withDemoMarket } from '../app/demo.ts'
import type { App } from '../app/open-app.ts'
import { type CoverageRow, isSeen } from '../model/coverage.ts'
import type { Watch } from '../model/watch.ts'
import type { Hit } from '../store/hits/hit-store.ts'
import type { MissedVisits } from '../store/runs/run-store.ts'
import { openLog } from '../telemetry/log.ts'
import { laneLines, missedVisitLines, notCoveredLines, warningLines } from './coverage-lines.ts'
import { hitJson, hitLine } from './hit-lines.ts'
import { loadWatched } from './load-watchlists.ts'
import { keepOfficials } from './official-photos.ts'
import { openApp } from './open-app.ts'
import { CommandError, type ExitCode, exitCode, type Io, type Verb } from './verb.ts'
import { countsLine, progressOf, type Waited, waitForRuns } from './watch-run.ts'

/** Hits printed without --json; all are in the JSON and on the page. */
const hitsPrintedMax = 50
const hitsPage = 500

export const scan: Verb = {
  name: 'scan',
  summary: 'one run of a watchlist: coverage, counts, hits; then it ends',
  usage: 'scan [--json] [--fail-on-hits] WATCHLIST…',
  example: 'morgiana scan config/watchlists/demo.yaml',
  async run(args, io, settings) {
    const { values, positionals } = readArgs(args)
    const { watches, officials } = await loadWatched(positionals)
    const startedAt = Date.now()
    const market = await withDemoMarket(
      settings,
      watches.flatMap(({ marketplaces }) => marketplaces),
    )
    try {
      const app = await openApp(market.settings, 'guest', openLog(settings.logLevel))
      try {
        await keepOfficials(app, watches, officials, new Date())
        const say = values.json ? io.err : io.out
        const { runs, waited } = await runOnce(app, watches, io, say, settings.runLimitMs)
        const report = await reportOf(app, runs, waited, Date.now() - startedAt)
        if (values.json) io.out(JSON.stringify(jsonOf(report)))
        else for (const line of linesOf(report)) io.out(line)
        return codeOf(report, values['fail-on-hits'] ?? false)
      } finally {
        await app.close()
      }
    } finally {
      await market.close()
    }
  },
}

function readArgs(args: string[]) {
  const options = { json: { type: 'boolean' }, 'fail-on-hits': { type: 'boolean' } } as const
  const read = parseArgs({ args, options, allowPositionals: true })
  if (read.positionals.length === 0) throw new CommandError('scan needs a watchlist: morgiana scan watchlist.yaml')
  return read
}

async function runOnce(app: App, watches: readonly Watch[], io: Io, say: (line: string) => void, limitMs: number) {
  const known = new Map((await app.store.watches.all()).map(({ watch, active }) => [watch.id, active]))
  const runs: string[] = []
  for (const watch of watches) {
    await app.store.watches.save(watch, known.get(watch.id) ?? false, new Date())
    runs.push(await app.start(watch, 'scan'))
  }
  await app.work([...new Set(watches.flatMap((watch) => watch.marketplaces))])
  const waited = await waitForRuns(runs, { store: app.store, io, say, limitMs })
  return { runs, waited }
}

type Report = {
  waited: Waited
  runs: Awaited<ReturnType<typeof progressOf>>
  coverage: CoverageRow[]
  missedVisits: MissedVisits[]
  hits: Hit[]
  lanes: Awaited<ReturnType<App['store']['lanes']['all']>>
  elapsedMs: number
}

async function reportOf(app: App, ids: readonly string[], waited: Waited, elapsedMs: number): Promise<Report> {
  const [runs, lanes] = await Promise.all([progressOf(app.store, ids), app.store.lanes.all()])
  const coverage = (await Promise.all(ids.map((run) => app.store.runs.coverage(run)))).flat()
  const missedVisits = (await Promise.all(ids.map((run) => app.store.runs.missedVisits(run)))).flat()
  const hits: Hit[] = []
  for (const run of ids) {
    let after: string | null = null
    do {
      const page = await app.store.hits.page({ run }, after, hitsPage)
      hits.push(...page.hits.filter((hit) => hit.state !== 'withdrawn'))
      after = page.next
    } while (after)
  }
  return { waited, runs, coverage, missedVisits, hits, lanes, elapsedMs }
}

const openHits = (hits: readonly Hit[]): Hit[] => hits.filter((hit) => hit.state === 'open')

/** One JSON object: coverage rows, counts, hits, timings (DESIGN.md §5). */
function jsonOf({ waited, runs, coverage, missedVisits, hits, lanes, elapsedMs }: Report) {
  const total = (
    field: 'listings' | 'searchesPlanned' | 'searchesCovered' | 'unscored' | 'visitsPlanned' | 'visitsMissed',
  ) => runs.reduce((sum, run) => sum + run[field], 0)
  return {
    ended: waited,
    runs: runs.map((run) => run.id),
    coverage,
    missedVisits,
    counts: {
      searchesPlanned: total('searchesPlanned'),
      searchesCovered: total('searchesCovered'),
      notCovered: total('searchesPlanned') - total('searchesCovered'),
      warnings: coverage.reduce((sum, row) => sum + row.warnings.length, 0),
      listings: total('listings'),
      unscored: total('unscored'),
      visits: total('visitsPlanned'),
      visitsMissed: total('visitsMissed'),
      hits: hits.length,
      hitsOpen: openHits(hits).length,
    },
    paused: lanes.filter((lane) => lane.state === 'open'),
    hits: hits.map(hitJson),
    timings: {
      elapsedMs,
      runs: runs.map((run) => ({
        run: run.id,
        plannedAt: run.plannedAt,
        endedAt: run.endedAt,
        tookMs: run.endedAt ? run.endedAt.getTime() - run.plannedAt.getTime() : null,
      })),
    },
  }
}

function linesOf({ waited, runs, coverage, missedVisits, hits, lanes, elapsedMs }: Report): string[] {
  const open = openHits(hits)
  const lines = [`${countsLine(runs)} in ${(elapsedMs / 1_000).toFixed(1)} s`]
  if (waited === 'time-up') lines.push('not all of it ended in time (MORGIANA_RUN_LIMIT_MS); what is left stays queued')
  if (waited === 'interrupted') lines.push('interrupted; what is left stays queued')
  lines.push(
    ...titled('Not covered:', notCoveredLines(coverage)),
    ...titled('Not visited:', missedVisitLines(missedVisits)),
    ...titled('Doubts:', warningLines(coverage)),
  )
  lines.push(...titled('Paused lanes:', laneLines(lanes)))
  lines.push(...titled(`Open hits, ${open.length} of ${hits.length}:`, open.slice(0, hitsPrintedMax).map(hitLine)))
  if (open.length > hitsPrintedMax) lines.push(`… and ${open.length - hitsPrintedMax} more: use --json or the page`)
  return lines
}

const titled = (title: string, lines: string[]): string[] => (lines.length > 0 ? [title, ...lines] : [])

/** Something planned and not seen outweighs hits found: a monitor that is silent is worse than one that is loud. */
function codeOf({ waited, coverage, runs, hits }: Report, failOnHits: boolean): ExitCode {
  if (waited === 'interrupted') return exitCode.interrupted
  const seen = runs.every((run) =>
    isSeen(
      run,
      coverage.filter((row) => row.run === run.id),
    ),
  )
  if (waited === 'time-up' || !seen) return exitCode.partialCoverage
  return failOnHits && openHits(hits).length > 0 ? exitCode.hitsFound : exitCode.fine
}
