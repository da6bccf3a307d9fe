import pLimit from 'p-limit'
import { pino } from 'pino'
import { openCrawler } from '../src/crawler/open-crawler.ts'
import { marketplaceOf, marketplaces } from '../src/marketplaces/registry.ts'
import type { Task, Way } from './contestant.ts'

/** Fetches and reads pages, and keeps nothing of them but how many listings there were. */
export function openReading({ origin, concurrency }: Task): Way {
  const settings = {
    origins: new Map([['bazaar', origin]]),
    allowLoopback: true,
    robotsOverrides: new Map<string, string>(),
    contact: null,
  }
  const crawler = openCrawler({ marketplaces, settings, log: pino({ level: 'silent' }), now: () => new Date() })
  const market = marketplaceOf('bazaar')
  const limit = pLimit(concurrency)
  const signal = new AbortController().signal

  const read = async (url: string): Promise<number> => {
    const fetched = await crawler.fetch({ marketplace: 'bazaar', url }, { signal, trace: 'bench' })
    if (fetched.kind !== 'page') throw new Error(`${url}: ${JSON.stringify(fetched)}`)
    const outcome = market.readSearch(fetched.page)
    if (outcome.kind !== 'results') throw new Error(`${url}: ${JSON.stringify(outcome).slice(0, 300)}`)
    return outcome.listings.length
  }
  return {
    run: async (urls) => {
      const counts = await Promise.all(urls.map((url) => limit(read, url)))
      return { listings: counts.reduce((sum, count) => sum + count, 0) }
    },
    close: () => crawler.close(),
  }
}
