// Ours, from served page to values: the crawler (robots, declared origins, address guard, limits) and the marketplace's
// reader (embedded data against cards, money, hidden text), nothing kept.
import pLimit from 'p-limit'
import { pino } from 'pino'
import { openCrawler } from '../src/crawler/open-crawler.ts'
import { marketplaceOf, marketplaces } from '../src/marketplaces/registry.ts'
import { report, taskOf } from './contestant.ts'

const { urls, origin, concurrency } = taskOf(process.argv[2])
const settings = {
  origins: new Map([['bazaar', origin]]),
  allowLoopback: true,
  robotsOverrides: new Map<string, string>(),
  contact: null,
}
const crawler = openCrawler({ marketplaces, settings, log: pino({ level: 'silent' }), now: () => new Date() })
const market = marketplaceOf('bazaar')

await report(async (asked) => {
  const limit = pLimit(concurrency)
  const signal = new AbortController().signal
  const counts = await Promise.all(
    asked.map((url) =>
      limit(async () => {
        const fetched = await crawler.fetch({ marketplace: 'bazaar', url }, { signal, trace: 'bench' })
        if (fetched.kind !== 'page') throw new Error(`${url}: ${JSON.stringify(fetched)}`)
        const outcome = market.readSearch(fetched.page)
        if (outcome.kind !== 'results') throw new Error(`${url}: ${JSON.stringify(outcome).slice(0, 300)}`)
        return outcome.listings.length
      }),
    ),
  )
  return { listings: counts.reduce((sum, count) => sum + count, 0) }
}, urls)
await crawler.close()
process.exit(0)
