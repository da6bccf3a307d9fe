import { parseArgs } from 'node:util'
import { openCommand } from '../app/ground.ts'
import { isOverdue, nextTimeOf } from '../app/schedule.ts'
import { gapsOf, isSeen } from '../model/coverage.ts'
import type { Store } from '../store/store.ts'
import { doubtedVisitLines, laneLines, missedVisitLines, notCoveredLines, warningLines } from './coverage-lines.ts'
import { headLines } from './head-lines.ts'
import { isOut, outageLines, recentOutages } from './outage-lines.ts'
import { exitCode, type Verb } from './verb.ts'
import { countsLine, importLine } from './watch-run.ts'

export const status: Verb = {
  name: 'status',
  summary: 'watches, last runs, what was not covered, paused lanes, open hits',
  usage: 'status [--json]',
  example: 'morgiana status',
  async run(args, io, settings) {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } })
    const ground = await openCommand(settings)
    try {
      const now = new Date()
      const state = await stateOf(ground.store, now)
      if (values.json) io.out(JSON.stringify(state))
      else for (const line of linesOf(state)) io.out(line)
      return state.watches.every((each) => each.isSeen) && state.paused.length === 0 && !isOut(state.outages)
        ? exitCode.fine
        : exitCode.partialCoverage
    } finally {
      await ground.close()
    }
  },
}

type State = Awaited<ReturnType<typeof stateOf>>

/** The last run of each watch counts: what an older one missed, a newer one has seen or missed again. */
async function stateOf(store: Store, now: Date) {
  const watches = await Promise.all(
    (await store.watches.all()).map(async ({ watch, active, scheduledAt, lastRun, lastImport }) => {
      const run = lastRun ? await store.runs.progress(lastRun.id) : null
      const coverage = lastRun ? await store.runs.coverage(lastRun.id) : []
      const nextAt = active && watch.schedule ? nextTimeOf(watch.schedule, now) : null
      return {
        watch: watch.id,
        brand: watch.brand,
        active,
        nextAt,
        overdue: active && watch.schedule !== null && isOverdue(watch, lastRun?.plannedAt ?? null, scheduledAt, now),
        run,
        // Apart: what somebody imported says nothing of what was crawled.
        import: lastImport ? await store.runs.progress(lastImport.id) : null,
        missedVisits: lastRun ? await store.runs.missedVisits(lastRun.id) : [],
        doubtedVisits: lastRun ? await store.runs.doubtedVisits(lastRun.id) : [],
        notCovered: gapsOf(coverage, Boolean(run?.endedAt)),
        isSeen: run === null || isSeen(run, coverage),
        warnings: coverage.filter((row) => row.warnings.length > 0),
      }
    }),
  )
  const [open, lanes, outages, givings] = await Promise.all([
    store.hits.page({ state: 'open' }, null, 1),
    store.lanes.all(),
    recentOutages(store, now),
    store.givings.state(),
  ])
  return {
    watches,
    outages,
    heads: givings.map(({ newest }) => newest),
    paused: lanes.filter((lane) => lane.state === 'open'),
    hitsOpen: { count: open.count, countIsCapped: open.countIsCapped },
  }
}

function linesOf(state: State): string[] {
  const lines: string[] = []
  for (const each of state.watches) {
    const { watch, active, nextAt, overdue, run, notCovered, missedVisits, doubtedVisits, warnings } = each
    const next = nextAt ? `next run ${nextAt.toISOString()}` : active ? 'no schedule' : 'not scheduled'
    const last = run ? `last crawl ${run.plannedAt.toISOString()}: ${countsLine([run])}` : 'never crawled'
    const going = run && !run.endedAt ? ' (under way)' : ''
    lines.push(`${watch}: ${last}${going}; ${next}${overdue ? '; OVERDUE: is morgiana up running?' : ''}`)
    lines.push(
      ...notCoveredLines(notCovered),
      ...missedVisitLines(missedVisits),
      ...warningLines(warnings),
      ...doubtedVisitLines(doubtedVisits),
    )
    if (each.import) lines.push(`  last import ${each.import.plannedAt.toISOString()}: ${importLine(each.import)}`)
  }
  if (state.watches.length === 0) lines.push('nothing is watched yet: morgiana init, then morgiana up')
  const paused = laneLines(state.paused)
  if (paused.length > 0) lines.push('Paused lanes:', ...paused)
  const outages = outageLines(state.outages)
  if (outages.length > 0) lines.push('Outages:', ...outages)
  const heads = headLines(state.heads)
  if (heads.length > 0) lines.push('Heads of the evidence log:', ...heads)
  lines.push(`${state.hitsOpen.count}${state.hitsOpen.countIsCapped ? '+' : ''} hits to decide`)
  return lines
}
