/** What one request may cost. Tests hand in smaller ones; a run on real markets never does. */
export type Limits = Readonly<{
  /** A market that does not take a connection in this time is down or shuts us out. */
  connectMs: number
  /** From the request being sent to its last header: slow headers are how a tarpit begins. */
  headersMs: number
  /** Between two pieces of a body: slower than this is not a page but a leak. */
  idleMs: number
  /** From the first byte sent to the last received, redirects and all; nothing may outlive it. */
  totalMs: number
  /** Status line and headers together; real ones stay below 8 KiB. */
  headerBytesMax: number
  /** A page as it is sent; the largest saved results page is 3 MB unpacked. */
  packedBytesMax: number
  /** A page unpacked: what a decompression bomb reaches, and is stopped at. */
  bodyBytesMax: number
  /** A picture, which is not packed further. */
  pictureBytesMax: number
  /** robots.txt: RFC 9309 §2.5 asks for at least 500 KiB to be read; what follows is left. */
  robotsBytesMax: number
  /** Hops from the first address to the page (RFC 9309 names the same number for robots.txt). */
  redirectsMax: number
  /** How long a browser's page may go on loading once it has begun; then what is there is taken. */
  settleMs: number
  /** What one page in a browser may ask for, scripts and data together; what it asks beyond that is not fetched. */
  pageRequestsMax: number
  /** All that one page in a browser loads, unpacked. */
  pageBytesMax: number
  /** After this an ending crawler no longer waits for what it has stopped. */
  closeMs: number
}>

export const defaultLimits: Limits = {
  connectMs: 10_000,
  headersMs: 15_000,
  idleMs: 15_000,
  totalMs: 60_000,
  headerBytesMax: 32 * 1024,
  packedBytesMax: 20_000_000,
  bodyBytesMax: 20_000_000,
  pictureBytesMax: 10_000_000,
  robotsBytesMax: 500 * 1024,
  redirectsMax: 5,
  settleMs: 15_000,
  pageRequestsMax: 200,
  pageBytesMax: 60_000_000,
  closeMs: 5_000,
}

/** Pages of one marketplace under way at once in this process; a lane that is set to more jobs than this waits here. */
export const pagesAtOnceMax = 8
/** Pictures of one marketplace under way at once: more would be a burst that no reader of the site makes. */
export const picturesAtOnceMax = 4
/** Connections kept to one origin: pages, pictures and one robots.txt. */
export const connectionsMax = pagesAtOnceMax + picturesAtOnceMax + 1

/** Pages open in the browser at once, of all marketplaces together: each is a process that runs a stranger's scripts. */
export const browserPagesAtOnceMax = 2
/** Requests of one such page under way at once, as many as browsers send to one host. */
export const pageRequestsAtOnceMax = 6
/** Sessions of one lane that are held at once; the one that was used longest ago ends first. */
export const sessionsMax = 100
/** Pages until a session ends, and its cookies with it. */
export const pagesPerSessionMax = 50
/** A session older than this is used no more: what a site remembers of us should not outlast a run by much. */
export const sessionMsMax = 50 * 60_000
/** All that a site may set in the life of a session, and what is sent back at most; real ones stay below 10 and 4 KB. */
export const cookieBytesMax = 128 * 1024
export const cookieHeaderMax = 8 * 1024

/** Pages until a watch's cookies are forgotten and its part of the browser is made anew. */
export const pagesPerContextMax = 25
/** Watches whose cookies are held at once; the one that was not asked for longest goes first. */
export const contextsMax = 8
