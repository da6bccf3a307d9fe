// Ten thousand pages in one process. Prints a JSON line after each thousand: what it holds then, and what a page cost.
import { taskOf, type Way } from './contestant.ts'
import type { Held } from './memory.ts'
import { openReading } from './open-reading.ts'
import { openWholeWay } from './open-whole-way.ts'

const pagesMax = 10_000
const step = 1_000
/** Ends after this time wherever it stands: a busy machine may need an hour for the whole way. */
const timeLimitMs = 1_500_000

const task = taskOf(process.argv[2])
const way: Way = process.argv[3] === 'whole way' ? await openWholeWay(task) : openReading(task)
const startedAt = Date.now()
let pages = 0
let told = 0
let cpu = process.cpuUsage()
while (pages < pagesMax && Date.now() - startedAt < timeLimitMs) {
  await way.run(task.urls)
  pages += task.urls.length
  if (Math.floor(pages / step) * step <= told) continue
  const spent = process.cpuUsage(cpu)
  globalThis.gc?.()
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage()
  const held: Held = {
    pages,
    heapMb: heapUsed / 1e6,
    buffersMb: arrayBuffers / 1e6,
    rssMb: rss / 1e6,
    cpuMsAPage: (spent.user + spent.system) / 1_000 / (pages - told),
  }
  process.stdout.write(`${JSON.stringify(held)}\n`)
  told = pages
  cpu = process.cpuUsage()
}
await way.close()
process.exit(0)
