import { sayBar } from './bars.ts'
import type { Result, Task } from './contestant.ts'
import { findScrapy, resultOf } from './processes.ts'

const rounds = 3
const bare = 'bare undici + htmlparser2'
const read = 'ours: fetched and read'
const cheerio = 'CheerioCrawler as in its guide'

/** Has every contestant fetch the same pages, side by side, each in a process of its own; prints medians and bars. */
export async function measurePages(taskOfRound: (round: number) => Task): Promise<[string, Result[]][]> {
  const scrapy = await findScrapy()
  const contestants: [string, (task: Task) => Promise<Result>][] = [
    [bare, (task) => resultOf('bare.js', task)],
    [read, (task) => resultOf('reading.js', task)],
    ['ours: whole way, stored and scored', (task) => resultOf('whole-way.js', task)],
    [cheerio, (task) => resultOf('cheerio-crawler.js', task)],
  ]
  if (scrapy) contestants.push([`${scrapy.version} as in its tutorial`, scrapy.resultOf])
  else console.log('Scrapy: not installed')
  const results = new Map<string, Result[]>(contestants.map(([name]) => [name, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, measure] of contestants) results.get(name)?.push(await measure(taskOfRound(round)))
  }
  const cost = (name: string): number => median((results.get(name) ?? []).map(perPage))
  console.table([...results].map(([name, all]) => rowOf(name, all, cost(bare))))
  sayBar('CPU of a page fetched and read, against the bare reader', cost(read) / cost(bare), { most: 1.7 })
  sayBar('CPU of CheerioCrawler, against a page fetched and read', cost(cheerio) / cost(read), { least: 3 })
  return [...results]
}

const perPage = ({ cpuMs, pages }: Result): number => cpuMs / pages

export const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

function rowOf(name: string, all: Result[], bareCost: number) {
  const costs = all.map(perPage)
  const postgres = all.map((result) => (result.also?.['postgresCpuMs'] ?? 0) / result.pages)
  return {
    contestant: name,
    'CPU ms/page': median(costs).toFixed(2),
    'of rounds': `${Math.min(...costs).toFixed(2)}–${Math.max(...costs).toFixed(2)}`,
    'x bare': (median(costs) / bareCost).toFixed(2),
    'listings/CPU s': Math.round(median(all.map((result) => (result.listings / result.cpuMs) * 1_000))),
    'peak MB': Math.round(median(all.map((result) => result.rssPeakMb))),
    'PostgreSQL CPU ms/page': all[0]?.also ? median(postgres).toFixed(2) : '',
  }
}
