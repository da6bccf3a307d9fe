import { readFile } from 'node:fs/promises'
import { vi } from 'vitest'
import { readSettings, type Settings } from '../../config/settings.ts'
import { readWatchlist } from '../../config/watchlist.ts'
import { demoWatchlist } from '../../src/app/demo.ts'
import { openApp } from '../../src/app/open-app.ts'
import { knownMarketplaces, loadWatched } from '../../src/cli/load-watchlists.ts'
import { keepOfficials } from '../../src/cli/official-photos.ts'
import { isConnectionLoss } from '../../src/model/connection-loss.ts'
import type { Watch } from '../../src/model/watch.ts'
import { openLog } from '../../src/telemetry/log.ts'
import { query } from '../store/database.ts'
import { dataFolder } from './program.ts'

export function settingsOf(env: Record<string, string>): Settings {
  const reading = readSettings(env)
  if (!reading.ok) throw new Error(reading.mistakes.join('\n'))
  return reading.settings
}

export async function demoWatch(): Promise<Watch> {
  const reading = readWatchlist(await readFile(demoWatchlist, 'utf8'), 'demo.yaml', knownMarketplaces)
  const watch = reading.ok ? reading.watches[0] : undefined
  if (!watch) throw new Error('the demo watchlist has mistakes')
  return watch
}

/** The settings of a `work` process on a market of a test's own; a dead worker's jobs are taken over after a second. */
export const workEnvironment = (
  { database, folder, market }: { database: string; folder: string; market: string },
  more: Record<string, string> = {},
): Record<string, string> => ({
  DATABASE_URL: database,
  MORGIANA_DATA: folder,
  MORGIANA_PORT: '0',
  MORGIANA_ORIGINS: `bazaar=${market}`,
  MORGIANA_ALLOW_LOOPBACK: 'yes',
  MORGIANA_QUEUE_LOCK_MS: '1000',
  MORGIANA_LOG_LEVEL: 'error',
  ...more,
})

/** Plans a run of the demo's watch, as `scan` does, and leaves the work to others. @returns its id */
export async function planDemoRun(database: string, env: Record<string, string> = {}): Promise<string> {
  // Its own folder: only the hashes of the watchlist's photos are needed later, and those the database keeps.
  const folder = await dataFolder()
  const own = { DATABASE_URL: database, MORGIANA_DATA: folder.path, MORGIANA_LOG_LEVEL: 'error' }
  const settings = settingsOf({ ...env, ...own })
  const app = await openApp(settings, 'guest', openLog('error'))
  try {
    const watch = { ...(await demoWatch()), pages: 5, budget: { requestsADay: 100_000 } }
    await keepOfficials(app, [watch], (await loadWatched([demoWatchlist])).officials, new Date())
    await app.schedule([watch])
    return await app.start(watch, 'scan')
  } finally {
    await app.close()
    await folder.remove()
  }
}

/** The database may be away meanwhile: each look is a connection of its own. */
export async function untilRunEnds(database: string, run: string, limitMs: number): Promise<void> {
  const hasEnded = async (): Promise<boolean> => {
    try {
      return (await query(database, 'select 1 from runs where id = $1 and ended_at is not null', [run])).length > 0
    } catch (error) {
      if (isConnectionLoss(error)) return false
      throw error
    }
  }
  await vi.waitUntil(hasEnded, { timeout: limitMs, interval: 100 })
}

/** Sightings, findings, hits and coverage, without what differs from run to run (ids of runs, instants). */
export async function whatIsKept(database: string) {
  const rows = (statement: string) => query(database, statement)
  return {
    coverage: await rows(`select marketplace, territory, keyword, page, state, listings, claimed, warnings
      from coverage order by 1, 2, 3, 4`),
    sightings: await rows(`select c.territory, c.keyword, c.page, s.position, s.listing_id, s.data
      from sightings s join coverage c on c.id = s.search_id order by 1, 2, 3, 4`),
    listings: await rows(
      'select marketplace, id, title, data, detail, gone_at is null as there from listings order by 1, 2',
    ),
    scores: await rows('select listing_id, score, verdict, findings, matcher from scores order by 1'),
    hits: await rows('select id, listing_id, score, rank, state from hits order by 1'),
    visits: await rows('select listing_id, state, why from visits order by 1'),
    pictures: await rows('select listing_id, position, url, sha256 from pictures order by 1, 2'),
  }
}
