import { HttpCrawler, type HttpCrawlingContext, type LoadSignal, type RequestProvider } from '@crawlee/http'
import type { Log } from '../telemetry/log.ts'
import { inMemory, quietLog } from './crawlee-quiet.ts'
import { pagesAtOnceMax } from './limits.ts'
import type { WaitingLine } from './waiting-line.ts'

/** How often Crawlee looks for work by itself: it is told of all there is, so this is only a safety net. */
const lookAgainS = 1
/** Crawlee measures the machine to scale itself; with a fixed bound there is nothing to conclude, so it measures rarely. */
const seldomS = 3_600
/** Crawlee's own limit on one request. Ours are shorter and say what was waited for. */
const crawleeLimitS = 300

export type CrawleeParts = {
  line: WaitingLine
  log: Log
  /** Fetches what the request with this key is about, and hands it to who waits for it. Never throws. */
  ask: (key: string) => Promise<void>
  /** Crawlee itself could not do it. */
  failed: (key: string, why: string) => void
}

/**
 * Crawlee's HTTP crawler without its own way to a page: streams, decoding and content types, which cost as much as the
 * page, when what is asked for comes back by another way.
 */
class LaneCrawler extends HttpCrawler<HttpCrawlingContext> {
  protected override async _runRequestHandler(context: HttpCrawlingContext): Promise<void> {
    // Its type asks for what a loaded page has, of which our handler reads nothing.
    await this.requestHandler(context as Parameters<typeof this.requestHandler>[0])
  }
}

/**
 * A Crawlee crawler that runs until it is aborted, keeps nothing and retries nothing: retries are the job queue's.
 * @returns `started`: work may be added, and the crawler be aborted, from then on
 */
export function crawleeCrawler(parts: CrawleeParts): {
  crawler: LaneCrawler
  started: Promise<void>
} {
  let start = (): void => undefined
  const started = new Promise<void>((resolve) => {
    start = resolve
  })
  const others = new Set(process.listeners('SIGINT'))
  const onStart = (): void => {
    // Crawlee stops itself on Ctrl+C; here main ends the program, and lets jobs under way finish first.
    for (const listener of process.listeners('SIGINT')) {
      if (!others.has(listener) && listener.name === 'sigintHandler') process.off('SIGINT', listener)
    }
    // Its timers are set in the same turn; only then can it be stopped without leaving them behind.
    setImmediate(start)
  }
  const crawler = new LaneCrawler(
    {
      // Its types offer `requestManager` for this, but its own check of the options (3.18.1) does not know that name; the
      // crawler itself calls no more of a queue than what a manager has.
      requestQueue: parts.line as unknown as RequestProvider,
      requestHandler: ({ request }) => parts.ask(request.uniqueKey),
      failedRequestHandler: ({ request }, error) => parts.failed(request.uniqueKey, error.message),
      keepAlive: true,
      maxRequestRetries: 0,
      useSessionPool: false,
      maxConcurrency: pagesAtOnceMax,
      minConcurrency: pagesAtOnceMax,
      requestHandlerTimeoutSecs: crawleeLimitS,
      statusMessageLoggingInterval: seldomS,
      statisticsOptions: { logIntervalSecs: seldomS, persistenceOptions: { enable: false }, saveErrorSnapshots: false },
      autoscaledPoolOptions: {
        desiredConcurrency: pagesAtOnceMax,
        maybeRunIntervalSecs: lookAgainS,
        autoscaleIntervalSecs: seldomS,
        loggingIntervalSecs: null,
        snapshotterOptions: { eventLoopSnapshotIntervalSecs: seldomS, clientSnapshotIntervalSecs: seldomS },
        systemStatusOptions: { loadSignals: [startSignal(onStart)] },
      },
      log: quietLog(parts.log),
    },
    inMemory(),
  )
  return { crawler, started }
}

/** A load that is never too high, and whose start tells when the pool of requests has begun. */
const startSignal = (onStart: () => void): LoadSignal => ({
  name: 'started',
  overloadedRatio: 1,
  start: async () => onStart(),
  stop: async () => undefined,
  getSample: () => [],
})
