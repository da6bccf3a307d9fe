import { openCommand } from '../app/ground.ts'
import { type CoverageRow, gapsOf, isSeen } from '../model/coverage.ts'
import { searchesOf, totalsOf } from '../model/coverage-summary.ts'
import { suggestion } from '../model/did-you-mean.ts'
import type { Outage } from '../model/outage.ts'
import type { RunProgress } from '../store/runs/run-store.ts'
import type { Store } from '../store/store.ts'
import { readArguments } from './arguments.ts'
import {
  doubtedVisitLines,
  missedVisitLines,
  notCoveredLines,
  searchLines,
  totalLines,
  warningLines,
} from './coverage-lines.ts'
import { outageLines, recentOutages } from './outage-lines.ts'
import { CommandError, exitCode, type Verb } from './verb.ts'

export const coverage: Verb = {
  name: 'coverage',
  summary: "what came of each planned search, and what did not: of each watch's last run, or of one run",
  usage: 'coverage [--watch ID | --run ID] [--json]',
  example: 'morgiana coverage --watch skarvane',
  async run(args, io, settings) {
    const options = { watch: { type: 'string' }, run: { type: 'string' }, json: { type: 'boolean' } } as const
    const { values } = readArguments(coverage, args, options, { called: 'word', min: 0, max: 0 })
    if (values.watch !== undefined && values.run !== undefined)
      throw new CommandError(`one of --watch and --run, not both\nusage: morgiana ${coverage.usage}`)
    const ground = await openCommand(settings)
    try {
      const runs = await Promise.all(
        (await runsAsked(ground.store, values.watch, values.run)).map((run) => reportOf(ground.store, run)),
      )
      const isAllSeen = runs.every((run) => run.isSeen)
      const outages = await recentOutages(ground.store, new Date())
      if (values.json) io.out(JSON.stringify({ isSeen: isAllSeen, outages, runs }))
      else for (const line of [...linesOf(runs), ...outagesAfter(outages)]) io.out(line)
      return isAllSeen ? exitCode.fine : exitCode.partialCoverage
    } finally {
      await ground.close()
    }
  },
}

/** @throws CommandError for a watch or a run that is not there */
async function runsAsked(store: Store, watch: string | undefined, run: string | undefined): Promise<RunProgress[]> {
  if (run !== undefined) {
    const found = await store.runs.progress(run)
    if (!found) throw new CommandError(`there is no run "${run}"; "morgiana coverage --json" names the last ones`)
    return [found]
  }
  const watches = await store.watches.all()
  const ids = watches.map((each) => each.watch.id)
  if (watch !== undefined && !ids.includes(watch)) {
    throw new CommandError(`there is no watch "${watch}"${suggestion(watch, ids) || `; there are ${ids.join(', ')}`}`)
  }
  const asked = watches.filter((each) => watch === undefined || each.watch.id === watch)
  const last = await Promise.all(
    asked.map(({ lastRun }) => (lastRun ? store.runs.progress(lastRun.id) : Promise.resolve(null))),
  )
  return last.filter((each) => each !== null)
}

type Report = Awaited<ReturnType<typeof reportOf>>

async function reportOf(store: Store, run: RunProgress) {
  const [rows, counts, missedVisits, doubtedVisits] = await Promise.all([
    store.runs.coverage(run.id),
    store.runs.pageCounts(run.id),
    store.runs.missedVisits(run.id),
    store.runs.doubtedVisits(run.id),
  ])
  const hasEnded = run.endedAt !== null
  const searches = searchesOf(rows, counts, hasEnded)
  return {
    run: run.id,
    watch: run.watch,
    trigger: run.trigger,
    plannedAt: run.plannedAt,
    endedAt: run.endedAt,
    isSeen: isSeen(run, rows),
    searchesPlanned: run.searchesPlanned,
    searchesCovered: run.searchesCovered,
    visitsPlanned: run.visitsPlanned,
    visitsMissed: run.visitsMissed,
    missedVisits,
    doubtedVisits,
    distinctListings: run.listings,
    searches,
    totals: { marketplaces: totalsOf(searches, 'marketplace'), keywords: totalsOf(searches, 'keyword') },
    gaps: gapsOf(rows, hasEnded),
    warnings: rows.filter((row): row is CoverageRow => row.warnings.length > 0),
  }
}

function linesOf(runs: readonly Report[]): string[] {
  if (runs.length === 0) return ['nothing has run yet: morgiana scan, or morgiana up']
  return runs.flatMap((run, index) => [...(index > 0 ? [''] : []), ...runLines(run)])
}

function outagesAfter(outages: readonly Outage[]): string[] {
  const lines = outageLines(outages)
  return lines.length > 0 ? ['Outages:', ...lines] : []
}

function runLines(run: Report): string[] {
  const missed = run.visitsMissed > 0 ? `, ${run.visitsMissed} of ${run.visitsPlanned} visits missed` : ''
  const lines = [
    `${run.watch} · ${run.trigger === 'import' ? 'import' : 'run'} ${run.run} of ${run.plannedAt.toISOString()}${run.endedAt ? '' : ' (under way)'}: ` +
      `${run.searchesCovered} of ${run.searchesPlanned} pages covered, ${run.distinctListings} listings${missed}`,
    ...searchLines(run.searches),
    ...totalLines('marketplace', run.totals.marketplaces),
    ...totalLines('keyword', run.totals.keywords),
  ]
  const gaps = notCoveredLines(run.gaps)
  if (gaps.length > 0) lines.push('Not covered:', ...gaps)
  if (run.missedVisits.length > 0) lines.push('Not visited:', ...missedVisitLines(run.missedVisits))
  const doubts = [...warningLines(run.warnings), ...doubtedVisitLines(run.doubtedVisits)]
  if (doubts.length > 0) lines.push('Doubts:', ...doubts)
  return lines
}
