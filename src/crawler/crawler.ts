import type { Page, PageRequest, Validators } from '../model/page.ts'
import type { CaptureOutcome } from './page-capture.ts'

/**
 * What came of a request. `refused`: our own rules say no (robots.txt, undeclared origin, private address), nothing was
 * or will be sent; with `wall` the site sent us to its sign-in, which is not opened. `wait`: the site asks for patience (429, or
 * 503 with Retry-After). `failed`: no whole page came (time, size, reset, TLS, DNS); trying again may help.
 */
export type FetchOutcome =
  | { kind: 'page'; page: Page; validators?: Validators }
  | { kind: 'refused'; why: string; wall?: true }
  | { kind: 'wait'; delayMs: number; why: string }
  | { kind: 'failed'; why: string }

/** The site says that the page is as it was when it was last read. */
export type Unchanged = { kind: 'unchanged' }

export type PictureOutcome =
  | { kind: 'picture'; bytes: Uint8Array; type: string }
  | { kind: 'refused'; why: string }
  | { kind: 'failed'; why: string }

/**
 * `territory` chooses among proxies. `jar` is whose cookies go along and are kept, a watch's id; without one nobody's.
 */
export type FetchOptions = { signal: AbortSignal; trace: string; territory?: string; jar?: string }

/** Of this process, since it began. `ended`: sessions by why they are used no more; `rests`: why a proxy is not asked now. */
export type CrawlerHealth = {
  sessions: { marketplace: string; live: number; ended: Readonly<Record<string, number>> }[]
  proxies: { proxy: string; rests: string | null }[]
}

/** The only way to a marketplace. Long-lived; one Crawlee crawler a lane, made on first use. */
export type Crawler = {
  fetch(request: PageRequest, options: FetchOptions): Promise<FetchOutcome>
  /**
   * As `fetch`, for a page whose earlier reading is kept: asks only whether it has changed, where the site gave something
   * to ask with and the same asks again in the same way; else for the page.
   */
  refetch(request: PageRequest, since: Validators | null, options: FetchOptions): Promise<FetchOutcome | Unchanged>
  fetchPicture(
    picture: { marketplace: string; url: string },
    options: { signal: AbortSignal; trace: string },
  ): Promise<PictureOutcome>
  /**
   * One page as evidence: what went over the wire, and what a browser makes of it.
   * @param options `not`: a proxy, as host and port, that is not taken where there is another
   */
  capture(
    page: { marketplace: string; url: string },
    options: { signal: AbortSignal; trace: string; not?: string | null },
  ): Promise<CaptureOutcome>
  /**
   * The watch was shown a block page, or one that cannot be read: its cookies there are dropped, and the session that had
   * them is not used again.
   */
  retire(marketplace: string, watch: string): void
  health(): Promise<CrawlerHealth>
  close(): Promise<void>
}
