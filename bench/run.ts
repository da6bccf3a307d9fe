// Ratios, side by side, in one run: `npm run bench`. The market is a process of its own, so its cost is nobody's.
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { marketplaceOf } from '../src/marketplaces/registry.ts'
import type { Result, Task } from './contestant.ts'
import { benchWatch, pagesOf } from './pages.ts'

const run = promisify(execFile)
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const contestants = [
  ['bare undici + htmlparser2', 'bare.js'],
  ['ours: fetched and read', 'reading.js'],
  ['ours: whole way, stored and scored', 'whole-way.js'],
  ['CheerioCrawler as in its guide', 'cheerio-crawler.js'],
] as const
const rounds = 3
const timeLimitMs = 600_000

const market = new Worker(new URL('./market.js', import.meta.url))
const origin = await new Promise<string>((resolve, reject) => {
  market.once('message', resolve)
  market.once('error', reject)
})
const data = await mkdtemp(join(tmpdir(), 'morgiana-bench-'))
const bazaar = marketplaceOf('bazaar')
const urls = pagesOf(benchWatch(bazaar, 'Nowhere'), bazaar, origin)

console.log(
  `${urls.length} results pages, Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model.trim()})`,
)
const results = new Map<string, Result[]>()
for (let round = 0; round < rounds; round += 1) {
  for (const [name, file] of contestants) {
    const task: Task = { origin, urls, concurrency: 8, data: join(data, `${round}`) }
    const { stdout } = await run(process.execPath, ['--expose-gc', here(file), JSON.stringify(task)], {
      timeout: timeLimitMs,
      maxBuffer: 1e8,
    })
    const result = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Result
    results.set(name, [...(results.get(name) ?? []), result])
  }
}
await market.terminate()
await rm(data, { recursive: true, force: true })

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
const bare = median((results.get(contestants[0][0]) ?? []).map((result) => result.cpuMs / result.pages))
const lines = [...results].map(([name, all]) => {
  const perPage = median(all.map((result) => result.cpuMs / result.pages))
  const spread = all.map((result) => result.cpuMs / result.pages)
  return {
    contestant: name,
    'CPU ms/page': perPage.toFixed(2),
    'of rounds': `${Math.min(...spread).toFixed(2)}–${Math.max(...spread).toFixed(2)}`,
    'x bare': (perPage / bare).toFixed(2),
    'listings/CPU s': Math.round(median(all.map((result) => (result.listings / result.cpuMs) * 1_000))),
    'peak MB': Math.round(median(all.map((result) => result.rssPeakMb))),
    'PostgreSQL CPU ms/page': all[0]?.also
      ? median(all.map((result) => (result.also?.['postgresCpuMs'] ?? 0) / result.pages)).toFixed(2)
      : '',
  }
})
console.table(lines)

const { stdout: hashes } = await run(process.execPath, ['--expose-gc', here('hashes.js')], { timeout: timeLimitMs })
const lookUps = JSON.parse(hashes) as Record<string, string | number>[]
console.table(
  lookUps.map(({ 'CPU ms': cpuMs, found, MB, ...rest }) => ({
    ...rest,
    'CPU ms': Number(cpuMs).toFixed(3),
    'x scan of all': (Number(lookUps[0]?.['CPU ms']) / Number(cpuMs)).toFixed(1),
    'found by each': Number(found).toFixed(2),
    MB: Math.round(Number(MB)),
  })),
)
type Cells = Record<string, string | number>
const matched = await eachOf('matching.js')
console.table(
  matched.map(({ 'listings/CPU s': perSecond, found, 'MB ready': ready, load, ...rest }) => {
    // The first way with as many watches is the naive one.
    const naive = matched.find(({ watches }) => watches === rest['watches'])?.['listings/CPU s']
    return {
      ...rest,
      'listings/CPU s': Math.round(Number(perSecond)),
      'x naive': (Number(perSecond) / Number(naive)).toFixed(1),
      'found a listing': Number(found).toFixed(2),
      'MB ready': Number(ready).toFixed(1),
      'load of the machine': Number(load).toFixed(1),
    }
  }),
)
const terms = await eachOf('terms.js')
console.table(
  terms.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => [key, typeof value === 'number' ? Number(value.toFixed(1)) : value]),
    ),
  ),
)

/** The rows of a bench whose ways each have a process of their own. */
async function eachOf(file: string): Promise<Cells[]> {
  const { stdout: names } = await run(process.execPath, [here(file)], { timeout: timeLimitMs })
  const rows: Cells[] = []
  for (const name of JSON.parse(names) as string[]) {
    const { stdout } = await run(process.execPath, ['--expose-gc', here(file), name], { timeout: timeLimitMs })
    rows.push(JSON.parse(stdout) as Cells)
  }
  return rows
}
if (process.argv[2])
  await writeFile(
    process.argv[2],
    JSON.stringify({ pages: urls.length, results: [...results], lookUps, matched, terms }, null, 1),
  )
