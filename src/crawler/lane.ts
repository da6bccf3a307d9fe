import type { Log } from '../telemetry/log.ts'
import { crawleeCrawler } from './crawlee.ts'
import type { Errand, Exchanged } from './exchange.ts'
import { WaitingLine } from './waiting-line.ts'

/** One marketplace's pages, one after the other or a few at once. */
export type Lane = {
  run(errand: Errand): Promise<Exchanged>
  close(): Promise<void>
}

type Job = { errand: Errand; settle: (exchanged: Exchanged) => void }

/**
 * One long-lived Crawlee crawler, fed by requests, each answered by its key.
 * @param ask does the fetching, within its own limits; never throws
 */
export function openLane(
  marketplace: string,
  ask: (errand: Errand) => Promise<Exchanged>,
  log: Log,
  onEnd: () => void,
): Lane {
  const jobs = new Map<string, Job>()
  const line = new WaitingLine()
  const { crawler, started } = crawleeCrawler({
    line,
    log: log.child({ lane: marketplace }),
    ask: async (key) => {
      const job = jobs.get(key)
      if (job) job.settle(await ask(job.errand))
    },
    failed: (key, why) => jobs.get(key)?.settle({ kind: 'failed', why }),
  })
  let ended: string | null = null
  const end = (why: string): void => {
    ended ??= why
    for (const job of jobs.values()) job.settle({ kind: 'failed', why: ended })
  }
  const running = crawler.run().then(
    () => end('stopped: the lane has ended'),
    (error: unknown) => {
      log.error({ err: error, lane: marketplace }, 'a lane has ended by itself; the next request opens it again')
      end(`stopped: the lane has failed: ${error instanceof Error ? error.message : String(error)}`)
    },
  )
  void running.then(onEnd)
  // A crawler that fails before it has begun must not be waited for.
  const ready = Promise.race([started, running])
  let last = 0

  const run = async (errand: Errand): Promise<Exchanged> => {
    const key = `${++last}`
    let left = (): void => undefined
    const answer = new Promise<Exchanged>((settle) => {
      jobs.set(key, { errand, settle })
      // Under way it is the errand's own signal that ends it; this is for those who still wait for their turn.
      left = () => {
        if (line.forget(key)) settle({ kind: 'failed', why: 'stopped: before it was asked' })
      }
    })
    errand.signal.addEventListener('abort', left, { once: true })
    try {
      await ready
      await line.addRequest({ url: errand.url.href, uniqueKey: key })
      if (errand.signal.aborted) left()
      if (ended !== null) return { kind: 'failed', why: ended }
      void crawler.autoscaledPool?.notify()
      return await answer
    } finally {
      jobs.delete(key)
      errand.signal.removeEventListener('abort', left)
    }
  }
  const close = async (): Promise<void> => {
    end('stopped: the crawler is closing')
    await ready
    await crawler.autoscaledPool?.abort()
    await running
  }
  return { run, close }
}
