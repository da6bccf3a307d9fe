// Ratios, side by side, in one run: `npm run bench`; what ten thousand pages leave behind: `npm run bench -- --long`; what evidence costs: `-- --evidence`. A file
// name behind it gets the figures as JSON. The market is a process of its own, so its cost is nobody's.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { marketplaceOf } from '../src/marketplaces/registry.ts'
import { measurePages } from './contest.ts'
import type { Task } from './contestant.ts'
import { measureEvidence } from './evidence.ts'
import { measureMatching } from './matched.ts'
import { measureMemory } from './memory.ts'
import { benchWatch, pagesOf } from './pages.ts'
import { linesOf } from './processes.ts'

const isLong = process.argv.includes('--long')
const isEvidence = process.argv.includes('--evidence')
const file = process.argv.slice(2).find((argument) => !argument.startsWith('--'))

const market = new Worker(new URL('./market.js', import.meta.url))
const origin = await new Promise<string>((resolve, reject) => {
  market.once('message', resolve)
  market.once('error', reject)
})
const data = await mkdtemp(join(tmpdir(), 'morgiana-bench-'))
const bazaar = marketplaceOf('bazaar')
const urls = pagesOf(benchWatch(bazaar, 'Nowhere'), bazaar, origin)
const taskOf = (name: string): Task => ({ origin, urls, concurrency: 8, data: join(data, name) })

const load = () => loadavg()[0]?.toFixed(1)
console.log(
  `Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model.trim()}), load of the machine ${load()}`,
)
const figures = isEvidence
  ? { evidence: await measureEvidence() }
  : isLong
    ? { memory: await measureMemory(taskOf('long')) }
    : { pages: urls.length, results: await measurePages((round) => taskOf(`${round}`)), ...(await others()) }
await market.terminate()
await rm(data, { recursive: true, force: true })
console.log(`load of the machine at the end ${load()}`)
if (file) await writeFile(file, JSON.stringify(figures, null, 1))

/** What needs no market. */
async function others() {
  const lookUps = JSON.parse((await linesOf('hashes.js', [])).join('\n')) as Record<string, string | number>[]
  console.table(
    lookUps.map(({ 'CPU ms': cpuMs, found, MB, ...rest }) => ({
      ...rest,
      'CPU ms': Number(cpuMs).toFixed(3),
      'x scan of all': (Number(lookUps[0]?.['CPU ms']) / Number(cpuMs)).toFixed(1),
      'found by each': Number(found).toFixed(2),
      MB: Math.round(Number(MB)),
    })),
  )
  return { lookUps, ...(await measureMatching()) }
}
