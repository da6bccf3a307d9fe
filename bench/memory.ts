import { loadavg } from 'node:os'
import { sayBar } from './bars.ts'
import type { Task } from './contestant.ts'
import { linesOf } from './processes.ts'

/** What a process holds after so many pages, its garbage collected. */
export type Held = { pages: number; heapMb: number; buffersMb: number; rssMb: number; cpuMsAPage: number }

/** The heap after the last thousand may be so many times what it was after the second: by then all is loaded and compiled. */
const growthMax = 1.1
const timeLimitMs = 2_400_000

/** Has one process take ten thousand pages on each way, and prints what it holds after each thousand. */
export async function measureMemory(task: Task): Promise<Record<string, Held[]>> {
  const all: Record<string, Held[]> = {}
  for (const way of ['fetched and read', 'whole way']) {
    // What a process prints is JSON of this form: ours.
    const held = (await linesOf('long.js', [JSON.stringify(task), way], timeLimitMs)).map(
      (line) => JSON.parse(line) as Held,
    )
    all[way] = held
    console.log(`${way}, one process; load of the machine ${loadavg()[0]?.toFixed(1)}`)
    console.table(
      held.map(({ pages, heapMb, buffersMb, rssMb, cpuMsAPage }) => ({
        pages,
        'heap MB': heapMb.toFixed(1),
        'buffers MB': buffersMb.toFixed(1),
        'RSS MB': Math.round(rssMb),
        'CPU ms/page': cpuMsAPage.toFixed(2),
      })),
    )
    const growth = (held.at(-1)?.heapMb ?? Number.NaN) / (held[1]?.heapMb ?? Number.NaN)
    sayBar(`heap after ${held.at(-1)?.pages} pages against ${held[1]?.pages}, ${way}`, growth, { most: growthMax })
  }
  return all
}
