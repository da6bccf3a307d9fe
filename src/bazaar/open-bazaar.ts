import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { goodsOf } from './goods.ts'
import { noiseOf } from './pages/noise.ts'
import { openPictures } from './pictures.ts'
import { serve } from './serve.ts'
import { type Stock, stockOf } from './stock.ts'
import { type Mishap, type RequestKind, type requestKinds, type Trouble, troubleBook } from './troubles.ts'
import type { Truth } from './truth.ts'

export type BazaarOptions = {
  /** The same seed gives the same listings, pictures, prices, sellers and dice. */
  seed: number
  /** How many listings there are; they are made when they are looked at. */
  listings: number
  /** Default 127.0.0.1: it is not meant for others. */
  host?: string
  /** 0, the default, takes any free one. */
  port?: number
  /** When `port` is taken, any free one will do. */
  anyPortIfTaken?: boolean
  troubles?: readonly Trouble[]
  /** It then speaks https: its key and its chain, leaf first, as PEM. */
  tls?: { key: string; cert: string }
  /** Bytes of styles and scripts that each page carries beside its contents; default 60,000. */
  noiseBytes?: number
}

/** A marketplace on loopback, and the hands of its maker. */
export type Bazaar = {
  origin: string
  /** Its listings as they are now, with what only their maker knows. */
  goods: Stock
  /** What each listing is; kept apart, no page says it. */
  truth(): Truth
  /** Replaces the troubles; those that are on end. Resolves once they hold. */
  set(troubles: readonly Trouble[]): Promise<void>
  /** Requests so far by kind, troubled ones too. */
  counts(): Record<RequestKind, number>
  /** How many requests each kind of trouble fell on so far. */
  troubleCounts(): Partial<Record<Mishap['kind'], number>>
  /** Ids of the listings that results pages have shown so far, paid cards included. */
  shown(): ReadonlySet<string>
  /** Takes a listing down: its page answers 404, searches leave it out. @throws RangeError for an id it does not have */
  remove(id: string): void
  /** @param amount the new price in the listing's home currency, as a plain decimal */
  reprice(id: string, amount: string): void
  renameSeller(sellerId: string, name: string): void
  /** Takes a listing down and puts it up again, perhaps as somebody else. @returns the new id */
  relist(id: string, changes?: { sellerName?: string }): string
  close(): Promise<void>
}

/**
 * What `npm start` watches when nobody gave it a watchlist; config/watchlists/demo.yaml fits it. The port is the same each
 * time, since pictures are known by their address: on another one a decided hit would come back as changed.
 */
export const demoMarket = {
  seed: 29,
  listings: 2_100,
  port: 8_711,
  anyPortIfTaken: true,
} as const satisfies BazaarOptions

/** @throws the server's error when the port is taken and no other will do */
export async function openBazaar(options: BazaarOptions): Promise<Bazaar> {
  const { seed, listings, host = '127.0.0.1' } = options
  const stock = stockOf(goodsOf(seed, listings))
  const troubles = troubleBook(seed)
  const requests = zeroes()
  const shown = new Set<string>()
  const stalls = {
    seed,
    stock,
    shown,
    pictures: openPictures(),
    noise: noiseOf(seed, options.noiseBytes ?? 60_000),
    troubles,
  }
  const answer: RequestListener = (request, response) => {
    const kind = serve(stalls, request, response)
    requests[kind] += 1
  }
  const server = options.tls ? createSecureServer(options.tls, answer) : createServer(answer)
  await listen(server, host, options.port ?? 0).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE' || !options.anyPortIfTaken) throw error
    return listen(server, host, 0)
  })
  const { port } = addressOf(server)
  const set = async (wanted: readonly Trouble[]): Promise<void> => {
    troubles.set(wanted)
    const isRefusing = wanted.some((trouble) => trouble.kind === 'dead' && trouble.how === 'refused')
    if (isRefusing && server.listening) await stop(server)
    if (!isRefusing && !server.listening) await listen(server, host, port)
  }
  await set(options.troubles ?? [])
  return {
    origin: `${options.tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`,
    goods: stock,
    truth: stock.truth,
    set,
    counts: () => ({ ...requests }),
    troubleCounts: troubles.counts,
    shown: () => shown,
    remove: stock.remove,
    reprice: stock.reprice,
    renameSeller: stock.renameSeller,
    relist: (id, changes = {}) => stock.relist(id, changes),
    close: async () => {
      if (server.listening) await stop(server)
    },
  }
}

function zeroes(): Record<RequestKind, number> {
  const counts = { search: 0, listing: 0, seller: 0, picture: 0, home: 0, robots: 0, other: 0 }
  return counts satisfies Record<(typeof requestKinds)[number], number>
}

const listen = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })

/** Ends all connections too: nobody waits for a client that keeps one open. */
const stop = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })

function addressOf(server: Server): AddressInfo {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the bazaar listens on no port')
  return address
}
