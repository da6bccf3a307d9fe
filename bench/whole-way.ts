// Ours, the whole way: planned, queued, asked, read, stored, scored, hits found, in one process on the embedded
// PostgreSQL. The database's own CPU is told beside it.
import { readdirSync, readFileSync } from 'node:fs'
import { readSettings } from '../config/settings.ts'
import { openApp } from '../src/app.ts'
import { marketplaceOf } from '../src/marketplaces/registry.ts'
import { openLog } from '../src/telemetry/log.ts'
import { report, taskOf } from './contestant.ts'
import { benchWatch } from './pages.ts'

const { origin, concurrency, data, urls } = taskOf(process.argv[2])
const reading = readSettings({
  MORGIANA_DATA: data,
  MORGIANA_ORIGINS: `bazaar=${origin}`,
  MORGIANA_ALLOW_LOOPBACK: 'yes',
  MORGIANA_RATES: 'bazaar=100000/1s',
  MORGIANA_LANE_CONCURRENCY: String(concurrency),
  MORGIANA_LOG_LEVEL: 'error',
})
if (!reading.ok) throw new Error(reading.mistakes.join('\n'))
const app = await openApp(reading.settings, 'guest', openLog('error'))
const runLimitMs = 300_000
const perSearch = benchWatch(marketplaceOf('bazaar'), 'Nowhere').pages

/** A brand that the market does not have: every listing is scored, none is visited, as most are in production. */
async function run(pages: number): Promise<number> {
  const watch = benchWatch(marketplaceOf('bazaar'), 'Nowhere')
  const keywords = watch.keywords.slice(0, Math.max(1, Math.ceil(pages / (watch.territories.length * perSearch))))
  const id = `bench-${pages}`
  await app.store.watches.save({ ...watch, id, keywords }, false, new Date())
  const run = await app.start({ ...watch, id, keywords }, 'scan')
  await app.work(['bazaar'])
  const deadline = Date.now() + runLimitMs
  for (;;) {
    const progress = await app.store.runs.progress(run)
    if (progress?.endedAt) {
      if (progress.searchesCovered < progress.searchesPlanned) throw new Error('not everything was covered')
      const rows = await app.store.runs.coverage(run)
      return rows.reduce((sum, row) => sum + row.listings, 0)
    }
    if (Date.now() > deadline) throw new Error('the run did not end')
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

/** CPU of the server and its backends in ms: user and system ticks of 10 ms, ended children included (proc(5)). */
function postgresCpuMs(): number {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(statOf)
    .filter((stat) => stat !== null)
  const server = processes.find(({ pid, command }) => command.includes(data) && pid !== process.pid)
  const own = processes.filter(({ pid, parent }) => server && (pid === server.pid || parent === server.pid))
  return own.reduce((sum, { ticks }) => sum + ticks, 0) * 10
}

function statOf(name: string): { pid: number; parent: number; command: string; ticks: number } | null {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
    const command = readFileSync(`/proc/${name}/cmdline`, 'utf8')
    return { pid: Number(name), parent: Number(fields[1]), command, ticks }
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null // it ended while we looked
    throw error
  }
}

await report(async (asked) => {
  const before = postgresCpuMs()
  const listings = await run(asked.length)
  return { listings, also: { postgresCpuMs: postgresCpuMs() - before } }
}, urls)
await app.close()
process.exit(0)
