import { readAtOnce } from '../marketplaces/read-at-once.ts'
import type { Outcomes, ReadPage, Unread } from '../model/read-page.ts'
import { openThread, type ThreadLimits } from './reading-thread.ts'

export type ReaderLimits = ThreadLimits & {
  /** Pages of no more UTF-16 units than this are read at once: what the worst of them costs, nobody who waits can tell. */
  atOnceUnitsMax: number
}

/**
 * The worst of 20 MB that we could make takes 2 s of CPU and half of that memory; a real results page, at most 3 MB long, takes
 * 0.1 s. The time is the clock's, and a machine may have much else to do.
 */
export const readerLimits: ReaderLimits = {
  atOnceUnitsMax: 1_000_000,
  startMs: 30_000,
  timeMs: 30_000,
  heapMb: 320,
  waitingMax: 200,
}

export type PageReader = { read: ReadPage; close(): Promise<void> }

/** Node 20 runs no TypeScript: where this is a source, as in tests, the thread is the built program's. */
const ownThread = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/src/reader/page-thread.js' : './page-thread.js',
  import.meta.url,
)

/** Small pages are read where they are asked for, large ones by a thread, which is started for the first of them. */
export function openPageReader(limits: ReaderLimits = readerLimits, program: URL = ownThread): PageReader {
  const thread = openThread(program, limits)
  return {
    read: async (market, reader, page, signal) => {
      if (page.body.length <= limits.atOnceUnitsMax) return readAtOnce(market, reader, page)
      // The thread answers with what the reader that was asked for has said.
      return (await thread.ask({ marketplace: market.id, reader, page }, signal)) as Outcomes[typeof reader] | Unread
    },
    close: () => thread.close(),
  }
}
