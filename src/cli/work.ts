import { parseArgs } from 'node:util'
import { withDemoMarket } from '../app/demo.ts'
import { openApp } from '../app/open-app.ts'
import { openHealthOnly, openPage } from '../app/page.ts'
import { openLog } from '../telemetry/log.ts'
import { loadWatched } from './load-watchlists.ts'
import { keepOfficials } from './official-photos.ts'
import { exitCode, type Io, type Verb } from './verb.ts'
import { version } from './version.ts'

/** How often a worker looks for lanes that a new watch has brought. */
const lookEveryMs = 10_000

export const work: Verb = {
  name: 'work',
  summary: 'only the workers: as many processes on as many hosts as the lanes need',
  usage: 'work',
  example: 'DATABASE_URL=postgres://… REDIS_URL=redis://… morgiana work',
  async run(args, io, settings) {
    parseArgs({ args, options: {} })
    const log = openLog(settings.logLevel)
    const app = await openApp(settings, 'guest', log)
    try {
      const health = await openHealthOnly(app, settings, log)
      io.out('worker           ready')
      while (!io.interrupted.aborted) {
        const active = (await app.store.watches.all()).filter((each) => each.active)
        await app.work([...new Set(active.flatMap(({ watch }) => watch.marketplaces))])
        await pause(lookEveryMs, io)
      }
      await health.close()
    } finally {
      await app.close()
    }
    return exitCode.fine
  },
}

export const serve: Verb = {
  name: 'serve',
  summary: 'only the page and the schedule: work processes do the rest',
  usage: 'serve [WATCHLIST…]',
  example: 'morgiana serve watchlist.yaml',
  async run(args, io, settings) {
    const { positionals } = parseArgs({ args, options: {}, allowPositionals: true })
    const { watches, officials } = await loadWatched(positionals)
    const market = await withDemoMarket(settings, watches)
    const log = openLog(settings.logLevel)
    try {
      const app = await openApp(market.settings, 'guest', log)
      try {
        if (watches.length > 0) {
          await keepOfficials(app, watches, officials, new Date())
          await app.schedule(watches)
        }
        const page = await openPage(app, market.settings, version(), log)
        io.out(`review page      ${page.url} (sign in: morgiana user link NAME)`)
        while (!io.interrupted.aborted) await pause(lookEveryMs, io)
        await page.close()
      } finally {
        await app.close()
      }
    } finally {
      await market.close()
    }
    return exitCode.fine
  },
}

const pause = (ms: number, io: Io): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    function done() {
      clearTimeout(timer)
      io.interrupted.removeEventListener('abort', done)
      resolve()
    }
    if (io.interrupted.aborted) done()
    else io.interrupted.addEventListener('abort', done)
  })
