import { once } from 'node:events'
import http from 'node:http'
import net, { type AddressInfo, type Server, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Crawler, FetchOutcome } from '../../src/crawler/crawler.ts'
import { type CrawlerOptions, openCrawler } from '../../src/crawler/open-crawler.ts'
import type { Marketplace } from '../../src/model/marketplace.ts'
import { openLog } from '../../src/telemetry/log.ts'

export type Listening = { origin: string; port: number; connections: () => number; sockets: ReadonlySet<Socket> }

/** Listens on 127.0.0.1 until the test ends, and counts who connects. */
export async function listen(server: Server, scheme = 'http'): Promise<Listening> {
  const sockets = new Set<Socket>()
  let connections = 0
  server.on('connection', (socket: Socket) => {
    connections++
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
  })
  server.on('tlsClientError', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  })
  const { port } = server.address() as AddressInfo
  return { origin: `${scheme}://127.0.0.1:${port}`, port, connections: () => connections, sockets }
}

/** A server in HTTP. */
export const serve = (handler: http.RequestListener): Promise<Listening> => listen(http.createServer(handler))

/** A server below HTTP: it sees that a request's head has come, and what it writes is up to it. */
export const serveRaw = (answer: (socket: Socket, head: string) => void): Promise<Listening> =>
  listen(
    net.createServer((socket) => {
      let head = ''
      socket.on('data', (chunk) => {
        head += chunk.toString('latin1')
        if (!head.includes('\r\n\r\n')) return
        const whole = head
        head = ''
        answer(socket, whole)
      })
    }),
  )

/** A marketplace that is asked for pages only; what it reads is not looked at here. */
export const aMarketplace = (change: Partial<Marketplace> & { origin?: string } = {}): Marketplace => ({
  id: 'shop',
  name: 'Shop',
  territories: [{ id: 'us', origin: change.origin ?? 'https://shop.example', currency: 'USD', language: 'en' }],
  pictureOrigins: ['https://*.pictures.example'],
  sorts: {},
  needs: 'http',
  rate: { requests: 1, perMs: 1000 },
  canary: { none: 'a test asks for none' },
  robots: 'not known',
  searchRequest: ({ keyword }) => ({ marketplace: 'shop', url: `https://shop.example/?q=${keyword}` }),
  listingRequest: ({ url }) => ({ marketplace: 'shop', url }),
  readSearch: () => ({ kind: 'changed', why: 'not read here' }),
  readListing: () => ({ kind: 'changed', why: 'not read here' }),
  ...change,
})

export type Given = Partial<CrawlerOptions['settings']> &
  Pick<Partial<CrawlerOptions>, 'lookup' | 'limits' | 'now' | 'log'> & { marketplaces?: Marketplace[] }

/** A crawler that is closed when the test ends. `at` is the marketplace's origin override. */
export function aCrawler(at: string | null, given: Given = {}): Crawler {
  const { lookup, limits, now = () => new Date(), log = openLog('silent'), marketplaces, ...settings } = given
  const crawler = openCrawler({
    marketplaces: marketplaces ?? [aMarketplace()],
    settings: {
      origins: new Map(at === null ? [] : [['shop', at]]),
      allowLoopback: true,
      robotsOverrides: new Map(),
      contact: null,
      ...settings,
    },
    log,
    now,
    ...(lookup && { lookup }),
    ...(limits && { limits }),
  })
  onTestFinished(() => crawler.close())
  return crawler
}

/** Nobody asks the server for its robots.txt. */
export const withoutRobots = { robotsOverrides: new Map([['shop', 'a test of something else']]) }

export const fetchPage = (
  crawler: Crawler,
  url: string,
  { signal = new AbortController().signal, headers }: { signal?: AbortSignal; headers?: Record<string, string> } = {},
): Promise<FetchOutcome> =>
  crawler.fetch({ marketplace: 'shop', url, ...(headers && { headers }) }, { signal, trace: 'test' })
