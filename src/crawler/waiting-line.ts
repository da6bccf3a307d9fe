import {
  Request as CrawleeRequest,
  type Dictionary,
  type IRequestManager,
  type Request,
  type Source,
} from '@crawlee/http'

type AddedInBatches = Awaited<ReturnType<IRequestManager['addRequestsBatched']>>
type Added = Awaited<ReturnType<IRequestManager['addRequest']>>

/** Nobody waits in so long a line: the queue before us lets few jobs through at once. */
const waitingMax = 1_000

/**
 * The requests of one lane that wait for their turn. Crawlee's own queues remember every request they ever had, to
 * crawl nothing twice; what is asked again, and when, is the job queue's business here, so this one forgets, and a
 * process that has fetched a million pages holds no more than one that has fetched ten.
 */
export class WaitingLine implements IRequestManager {
  readonly #waiting = new Map<string, Request>()
  #handled = 0

  async addRequest(source: Source): Promise<Added> {
    if (this.#waiting.size >= waitingMax) throw new RangeError(`more than ${waitingMax} requests wait in one lane`)
    const request = source instanceof CrawleeRequest ? source : new CrawleeRequest({ url: '', ...source })
    this.#waiting.set(request.uniqueKey, request)
    return {
      requestId: request.uniqueKey,
      uniqueKey: request.uniqueKey,
      wasAlreadyPresent: false,
      wasAlreadyHandled: false,
      forefront: false,
    }
  }

  async addRequestsBatched(
    sources: AsyncIterable<Source | string> | Iterable<Source | string>,
  ): Promise<AddedInBatches> {
    const addedRequests: Added[] = []
    for await (const source of sources) {
      addedRequests.push(await this.addRequest(typeof source === 'string' ? { url: source } : source))
    }
    return { addedRequests, waitForAllRequestsToBeAdded: Promise.resolve([]), requestsOverLimit: [] }
  }

  /** Takes one out that nobody waits for any more. @returns whether it was still waiting */
  forget(uniqueKey: string): boolean {
    return this.#waiting.delete(uniqueKey)
  }

  async fetchNextRequest<T extends Dictionary>(): Promise<Request<T> | null> {
    for (const [key, request] of this.#waiting) {
      this.#waiting.delete(key)
      // The caller names the type of its own userData, of which there is none here.
      return request as Request<T>
    }
    return null
  }

  async markRequestHandled(): Promise<null> {
    this.#handled++
    return null
  }
  /** There are no retries here, so nothing comes back. */
  async reclaimRequest(): Promise<null> {
    return null
  }
  async isEmpty(): Promise<boolean> {
    return this.#waiting.size === 0
  }
  async isFinished(): Promise<boolean> {
    return this.#waiting.size === 0
  }
  async handledCount(): Promise<number> {
    return this.#handled
  }
  getTotalCount(): number {
    return this.#handled + this.#waiting.size
  }
  getPendingCount(): number {
    return this.#waiting.size
  }
  async *[Symbol.asyncIterator](): AsyncGenerator<Request> {
    for (let next = await this.fetchNextRequest(); next; next = await this.fetchNextRequest()) yield next
  }
}
