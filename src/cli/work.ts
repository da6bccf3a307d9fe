import { parseArgs } from 'node:util'
import { withDemoMarket } from '../app/demo.ts'
import { openHealthOnly, openPage } from '../app/page.ts'
import { openLog } from '../telemetry/log.ts'
import { loadWatched } from './load-watchlists.ts'
import { keepOfficials } from './official-photos.ts'
import { openApp } from './open-app.ts'
import { outlive, stand } from './standing.ts'
import { exitCode, type Verb } from './verb.ts'
import { version } from './version.ts'

export const work: Verb = {
  name: 'work',
  summary: 'only the workers: as many processes on as many hosts as the lanes need',
  usage: 'work',
  example: 'morgiana work',
  async run(args, io, settings) {
    parseArgs({ args, options: {} })
    const log = openLog(settings.logLevel)
    const app = await openApp(settings, 'guest', log)
    try {
      const health = await openHealthOnly(app, settings, log)
      outlive(log)
      io.out('worker           ready')
      await stand(app, io, log, { work: true })
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
  example: 'morgiana serve config/watchlists/demo.yaml',
  async run(args, io, settings) {
    const { positionals } = parseArgs({ args, options: {}, allowPositionals: true })
    const { watches, officials } = await loadWatched(positionals)
    const market = await withDemoMarket(
      settings,
      watches.flatMap(({ marketplaces }) => marketplaces),
    )
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
        outlive(log)
        await stand(app, io, log, { work: false })
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
