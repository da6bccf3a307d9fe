import { readSettings } from '../config/settings.ts'
import { openApp } from '../src/app/open-app.ts'
import { marketplaceOf } from '../src/marketplaces/registry.ts'
import { openLog } from '../src/telemetry/log.ts'
import type { Task, Way } from './contestant.ts'
import { benchWatch } from './pages.ts'
import { postgresCpuMs } from './postgres-cpu.ts'

const runLimitMs = 300_000

/** Pages planned, queued, asked for, read, stored and scored, in one process on the embedded PostgreSQL. */
export async function openWholeWay({ origin, concurrency, data }: Task): Promise<Way> {
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
  // A brand that the market does not have: every listing is scored, none is visited, as most are in production.
  const whole = benchWatch(marketplaceOf('bazaar'), 'Nowhere')

  const run = async (pages: number): Promise<number> => {
    const keywords = whole.keywords.slice(0, Math.max(1, Math.ceil(pages / (whole.territories.length * whole.pages))))
    const watch = { ...whole, id: `bench-${pages}`, keywords }
    await app.store.watches.save(watch, false, new Date())
    const started = await app.start(watch, 'scan')
    await app.work(['bazaar'])
    const deadline = Date.now() + runLimitMs
    for (;;) {
      const progress = await app.store.runs.progress(started)
      if (progress?.endedAt) {
        if (progress.searchesCovered < progress.searchesPlanned) throw new Error('not everything was covered')
        const rows = await app.store.runs.coverage(started)
        return rows.reduce((sum, row) => sum + row.listings, 0)
      }
      if (Date.now() > deadline) throw new Error('the run did not end')
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  }
  return {
    run: async (urls) => {
      const before = postgresCpuMs(data)
      const listings = await run(urls.length)
      return { listings, also: { postgresCpuMs: postgresCpuMs(data) - before } }
    },
    close: () => app.close(),
  }
}
