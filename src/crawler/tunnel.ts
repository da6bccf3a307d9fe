import type { LookupAddress } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import { isIP, type Socket } from 'node:net'
import { buildConnector } from 'undici'
import { addressRefusal, proxyAddressRefusal } from './address.ts'
import {
  AddressRefused,
  agentOf,
  type Connections,
  checkedAddresses,
  guardedLookup,
  type Lookup,
  portOf,
  type Refusal,
  type Watching,
  type Way,
  watchedTls,
} from './connect.ts'
import type { Limits } from './limits.ts'

/** A proxy as the settings name it. `name` is its host and port: all that is ever said of it. */
export type WebProxy = { key: string; name: string; url: URL }

/**
 * The proxy did not open a way; nothing was asked of the marketplace. `of`: "proxy" when it cannot be reached or does
 * not know us, which holds for every marketplace; "target" when it declined this one.
 */
export class ProxyFailed extends Error {
  readonly of: 'proxy' | 'target'
  constructor(of: 'proxy' | 'target', why: string) {
    super(why)
    this.of = of
  }
}

type Parts = { lookup: Lookup; allowLoopback: boolean; limits: Limits; sockets: Set<Socket>; watching?: Watching }

/** @param written http:// or https://, with a name and password in it where the proxy wants them */
export function readProxy(written: string): WebProxy {
  const url = new URL(written)
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  return { key: url.href, name: `${url.hostname}:${port}`, url }
}

/**
 * Connections through a proxy. It is told the address that we found and checked, not the name, so neither a name that
 * turns private nor the proxy's own view of names leads to a private place.
 */
export const tunnelsThrough = (proxy: WebProxy, parts: Parts): Way => ({
  open: agentOf(tunnelConnector(proxy, false, parts), parts.limits),
  loopback: agentOf(tunnelConnector(proxy, parts.allowLoopback, parts), parts.limits),
})

/** As `tunnelsThrough`, for one errand alone, which sees each connection and ends them all. */
export function openTunnels(proxy: WebProxy, parts: Omit<Parts, 'sockets'>): Connections {
  const sockets = new Set<Socket>()
  const way = tunnelsThrough(proxy, { ...parts, sockets })
  return {
    ...way,
    destroy: async () => {
      for (const socket of sockets) socket.destroy()
      await Promise.all([way.open.destroy(), way.loopback.destroy()])
    },
  }
}

function tunnelConnector(proxy: WebProxy, targetOnLoopback: boolean, parts: Parts): buildConnector.connector {
  const refusal: Refusal = (address) => addressRefusal(address, targetOnLoopback)
  const { watching = {} } = parts
  const encrypt = buildConnector({ timeout: parts.limits.connectMs, allowH2: false, ...watchedTls(watching) })
  return (options, callback) => {
    const { hostname, protocol } = options
    const port = portOf(options)
    const opened = targetAddress(hostname, parts.lookup, refusal).then(async (target) => ({
      ...{ target, socket: await openTunnel(proxy, target, `${port}`, parts) },
    }))
    opened.then(
      ({ target, socket }) => {
        const seen: buildConnector.Callback = (...[error, open]) => {
          if (error) return callback(error, null)
          watching.onConnected?.(hostname, port, open, target.address)
          callback(null, open)
        }
        if (protocol === 'https:') encrypt({ ...options, httpSocket: socket }, seen)
        else seen(null, socket)
      },
      (error: Error) => callback(error, null),
    )
  }
}

/** The one that is asked for. IPv4 first: every proxy can, and here nobody tries one after the other. */
async function targetAddress(hostname: string, lookup: Lookup, refusal: Refusal): Promise<LookupAddress> {
  const numeric = hostname.replace(/^\[(.*)\]$/, '$1')
  const family = isIP(numeric)
  if (family === 0) {
    const addresses = await checkedAddresses(lookup, hostname, refusal)
    return addresses.find((each) => each.family === 4) ?? addresses[0]
  }
  const why = refusal(numeric)
  if (why !== null) throw new AddressRefused(`${hostname} is ${why}`)
  return { address: numeric, family }
}

function openTunnel(proxy: WebProxy, { address, family }: LookupAddress, port: string, parts: Parts): Promise<Socket> {
  const { limits, lookup, allowLoopback, sockets } = parts
  const { url } = proxy
  const refusal: Refusal = (each) => proxyAddressRefusal(each, allowLoopback)
  const target = `${family === 6 ? `[${address}]` : address}:${port}`
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const why = isIP(host) === 0 ? null : refusal(host)
  if (why !== null) return Promise.reject(new ProxyFailed('proxy', `it is ${why}`))
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request({
      method: 'CONNECT',
      host,
      port: Number(proxy.name.slice(proxy.name.lastIndexOf(':') + 1)),
      path: target,
      headers: { host: target, ...authorization(url) },
      agent: false,
      lookup: guardedLookup(lookup, refusal),
      maxHeaderSize: limits.headerBytesMax,
    })
    const clock = setTimeout(() => request.destroy(new Error('it does not answer in time')), limits.connectMs)
    request.once('socket', (socket) => {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
      socket.once('connect', () => {
        const late = refusal(socket.remoteAddress ?? '')
        if (late !== null) request.destroy(new Error(`it is ${late}`))
      })
    })
    request.once('connect', ({ statusCode = 0 }, socket: Socket, head: Buffer) => {
      clearTimeout(clock)
      // From here to the first request nobody else listens; an error ends in 'close', which the pool sees.
      socket.on('error', () => undefined)
      if (statusCode >= 200 && statusCode < 300) {
        if (head.length > 0) socket.unshift(head)
        resolve(socket)
        return
      }
      socket.destroy()
      reject(declined(statusCode))
    })
    request.once('error', (error) => {
      clearTimeout(clock)
      reject(new ProxyFailed('proxy', reasonOf(error)))
    })
    request.end()
  })
}

const declined = (status: number): ProxyFailed =>
  status === 407
    ? new ProxyFailed('proxy', 'it wants another name or password (407)')
    : new ProxyFailed('target', `it answers ${status}`)

function authorization({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {}
  const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`)
  return { 'proxy-authorization': `Basic ${credentials.toString('base64')}` }
}

/** Several addresses tried give one error that holds the others, and says nothing itself. */
function reasonOf(error: Error): string {
  const inner = error instanceof AggregateError && error.errors[0] instanceof Error ? error.errors[0] : error
  const code = 'code' in inner && typeof inner.code === 'string' ? inner.code : ''
  return inner.message.includes(code) ? inner.message : `${inner.message} (${code})`
}
