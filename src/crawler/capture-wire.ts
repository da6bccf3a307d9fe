import { isIP, type Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { toPem } from '../evidence/pem.ts'
import type { HttpExchange, WireHeader } from '../evidence/warc/http-exchange.ts'
import { type Connections, type Lookup, openConnections, type Watching } from './connect.ts'
import type { Errand } from './exchange.ts'
import type { Limits } from './limits.ts'
import type { SeenAddress, SeenTls } from './page-capture.ts'
import { openTunnels, type WebProxy } from './tunnel.ts'

/** One capture's own connections, and all that goes over them. */
export type CaptureWire = {
  exchanges: HttpExchange[]
  addresses(): SeenAddress[]
  tls(): SeenTls[]
  /** One request, without following anything; its answer is recorded as it came. @throws what the network does */
  ask(errand: Errand, method: 'GET' | 'POST', body: Buffer | null): Promise<HttpExchange>
  close(): Promise<void>
}

type Parts = {
  lookup: Lookup
  limits: Limits
  certificates: readonly string[] | null
  now: () => Date
  allowLoopback: boolean
  /** Null: directly. */
  proxy: WebProxy | null
}

const bare = (host: string): string => host.replace(/^\[|\]$/g, '')

/** Each host has one address for the whole capture, so every answer's is known. */
export function openCaptureWire({ lookup, limits, certificates, now, allowLoopback, proxy }: Parts): CaptureWire {
  const resolved = new Map<string, Promise<readonly { address: string; family: number }[]>>()
  const seen = new Map<string, SeenAddress>()
  const tls = new Map<string, SeenTls>()
  const exchanges: HttpExchange[] = []
  const names = new Map<string, string[]>()
  const found = (host: string) => {
    const known = resolved.get(host) ?? lookup(host)
    resolved.set(host, known)
    return known
  }
  const one: Lookup = async (host) => {
    const all = await found(host)
    names.set(
      host,
      all.map(({ address }) => address),
    )
    const first = all.find(({ family }) => family === 4) ?? all[0]
    return first ? [first] : []
  }
  const watching: Watching = {
    onConnected: (host, port, socket, connected) => {
      seen.set(`${host} ${port} ${connected}`, { host: bare(host), port, resolved: [], connected })
      const secure = secured(bare(host), socket)
      if (secure) tls.set(secure.host, secure)
    },
    ...(certificates && { certificates }),
  }
  // A proxy is told the address that was found here, so what it connects to is known.
  const connections: Connections = proxy
    ? openTunnels(proxy, { lookup: one, limits, allowLoopback, watching })
    : openConnections(one, limits, watching)
  const ipOf = (host: string): string | null =>
    [...seen.values()].find((each) => each.host === bare(host))?.connected ?? null

  const ask: CaptureWire['ask'] = async (errand, method, body) => {
    const { url, headers, bytesMax, signal, override } = errand
    const dispatcher = url.origin === override ? connections.loopback : connections.open
    const at = now()
    const answer = await dispatcher.request({
      ...{ origin: url.origin, path: url.pathname + url.search, method, body, headers, signal },
      responseHeaders: 'raw',
    })
    const { body: bytes, truncated } = await bodyOf(answer.body as AsyncIterable<Buffer>, bytesMax)
    const exchange: HttpExchange = {
      ...{ url: url.href, method, requestBody: body, status: answer.statusCode, statusText: statusTextOf(answer), at },
      requestHeaders: [['host', url.host], ['connection', 'keep-alive'], ...Object.entries(headers)],
      headers: paired(answer.headers as unknown as string[]),
      body: bytes,
      ip: isIP(bare(url.hostname)) ? bare(url.hostname) : ipOf(url.hostname),
      ...(truncated && { truncated }),
    }
    exchanges.push(exchange)
    return exchange
  }
  return {
    exchanges,
    ask,
    tls: () => [...tls.values()],
    addresses: () =>
      [...seen.values()].map((each) => ({ ...each, resolved: [...(names.get(each.host) ?? [each.connected])] })),
    close: async () => {
      await connections.destroy()
    },
  }
}

/** As much as may be kept; a body that breaks off is kept as far as it came. */
async function bodyOf(
  chunks: AsyncIterable<Buffer>,
  bytesMax: number,
): Promise<{ body: Buffer; truncated: HttpExchange['truncated'] }> {
  const kept: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of chunks) {
      kept.push(chunk)
      length += chunk.length
      if (length > bytesMax) return { body: Buffer.concat(kept), truncated: 'length' }
    }
  } catch {
    return { body: Buffer.concat(kept), truncated: 'disconnect' } // what had come by then is kept, and said to be cut
  }
  return { body: Buffer.concat(kept), truncated: undefined }
}

const statusTextOf = (answer: object): string =>
  'statusText' in answer && typeof answer.statusText === 'string' ? answer.statusText : ''

/** undici gives names and values in turn, each character a byte. */
const paired = (flat: readonly string[]): WireHeader[] =>
  Array.from({ length: flat.length / 2 }, (_, at) => [flat[at * 2] ?? '', flat[at * 2 + 1] ?? ''] as const)

function secured(host: string, socket: Socket): SeenTls | null {
  if (!('getPeerCertificate' in socket)) return null
  const secure = socket as TLSSocket
  const protocol = secure.getProtocol()
  if (protocol !== 'TLSv1.2' && protocol !== 'TLSv1.3') return null
  const pem: string[] = []
  const held = new Set<string>()
  for (
    let each = secure.getPeerCertificate(true);
    each?.raw && !held.has(each.fingerprint256);
    each = each.issuerCertificate
  ) {
    held.add(each.fingerprint256)
    pem.push(toPem(each.raw, 'CERTIFICATE'))
  }
  return { host, protocol, cipher: secure.getCipher().name, verified: secure.authorized, pem: pem.join('') }
}
