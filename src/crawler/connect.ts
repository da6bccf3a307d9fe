import { promises as dns, type LookupAddress } from 'node:dns'
import type { LookupFunction, Socket } from 'node:net'
import { isIP } from 'node:net'
import { Agent, buildConnector } from 'undici'
import { addressRefusal } from './address.ts'
import { connectionsMax, type Limits } from './limits.ts'

/** Every address of a name. Tests put a DNS in its place that says what they need. */
export type Lookup = (hostname: string) => Promise<readonly LookupAddress[]>

export const systemLookup: Lookup = (hostname) => dns.lookup(hostname, { all: true, verbatim: true })

/** Our own rule stopped a connection; nothing was sent. */
export class AddressRefused extends Error {}

/** How a request gets out: by our own connections, or through a proxy. */
export type Way = {
  /** For what the internet serves. */
  open: Agent
  /** For the origin that the operator put on this machine. */
  loopback: Agent
}

export type Connections = Way & { destroy(): Promise<void> }

/**
 * Somebody who wants to see each connection as it is made, and the address that it leads to; sessions are then not resumed.
 * `certificates`: roots, as PEM, in place of Node's own.
 */
export type Watching = {
  onConnected?: (host: string, port: number, socket: Socket, address: string) => void
  certificates?: readonly string[]
}

/**
 * Two pools of connections. The name is looked up here and the addresses found are the ones connected to, so a name
 * cannot turn private between a check and its use; the address that the socket reports is checked once more.
 */
export function openConnections(lookup: Lookup, limits: Limits, watching: Watching = {}): Connections {
  const sockets = new Set<Socket>()
  const agent = (allowLoopback: boolean): Agent => {
    const refusal: Refusal = (address) => addressRefusal(address, allowLoopback)
    return agentOf(guardedConnector({ lookup, refusal, connectMs: limits.connectMs, sockets, watching }), limits)
  }
  const [open, loopback] = [agent(false), agent(true)]
  return {
    open,
    loopback,
    destroy: async () => {
      for (const socket of sockets) socket.destroy()
      await Promise.all([open.destroy(), loopback.destroy()])
    },
  }
}

/** A pool of connections that are made by `connect`. */
export const agentOf = (connect: buildConnector.connector, limits: Limits): Agent =>
  new Agent({
    connect,
    connections: connectionsMax,
    pipelining: 1,
    allowH2: false,
    maxHeaderSize: limits.headerBytesMax,
    headersTimeout: limits.headersMs,
    bodyTimeout: limits.idleMs,
  })

/** Why an address may not be connected to; null when it may. */
export type Refusal = (address: string) => string | null

type Guarded = { lookup: Lookup; refusal: Refusal; connectMs: number; sockets?: Set<Socket>; watching?: Watching }

/**
 * Makes connections to addresses that are checked when a name is looked up and once more on the socket.
 * @param sockets gets each that is made, for as long as it is open
 */
export function guardedConnector(parts: Guarded): buildConnector.connector {
  const { lookup, refusal, connectMs, sockets, watching = {} } = parts
  const { onConnected } = watching
  const connect = buildConnector({
    timeout: connectMs,
    allowH2: false,
    autoSelectFamily: true,
    ...watchedTls(watching),
    lookup: guardedLookup(lookup, refusal),
  })
  return (options, callback) => {
    // A numeric host is never looked up, so it is checked here.
    const why = isIP(options.hostname) === 0 ? null : refusal(options.hostname)
    if (why !== null) {
      callback(new AddressRefused(`${options.hostname} is ${why}`), null)
      return
    }
    const checked: buildConnector.Callback = (...[error, socket]) => {
      const late = socket ? refusal(socket.remoteAddress ?? '') : null
      if (error) callback(error, null)
      else if (late === null) {
        onConnected?.(options.hostname, portOf(options), socket, socket.remoteAddress ?? '')
        callback(null, socket)
      } else {
        socket.destroy()
        callback(new AddressRefused(`${options.hostname} is ${late}`), null)
      }
    }
    // The types say that nothing comes back; undici's own connector gives the socket, which an end must be able to stop.
    const socket = connect(options, checked) as unknown as Socket | undefined
    if (socket === undefined || sockets === undefined) return
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  }
}

export const portOf = ({ port, protocol }: { port?: string; protocol: string }): number =>
  Number(port) || (protocol === 'https:' ? 443 : 80)

/** What a watched connection is encrypted with. */
export const watchedTls = ({ onConnected, certificates }: Watching) => ({
  // A resumed session shows no certificate.
  ...(onConnected && { maxCachedSessions: 0 }),
  ...(certificates && { ca: [...certificates] }),
})

/** Every address of a name, checked. One refused address refuses the name: an honest name has none. @throws AddressRefused */
export async function checkedAddresses(
  lookup: Lookup,
  hostname: string,
  refusal: Refusal,
): Promise<readonly [LookupAddress, ...LookupAddress[]]> {
  const [first, ...others] = await lookup(hostname)
  if (!first) throw new Error(`${hostname} has no address`)
  for (const { address } of [first, ...others]) {
    const why = refusal(address)
    if (why !== null) throw new AddressRefused(`${hostname} leads to ${address}, which is ${why}`)
  }
  return [first, ...others]
}

/** In the form that node:net wants. */
export const guardedLookup =
  (lookup: Lookup, refusal: Refusal): LookupFunction =>
  (hostname, options, callback) => {
    checkedAddresses(lookup, hostname, refusal).then(
      (addresses) => {
        const [first] = addresses
        if (options.all === true) callback(null, [...addresses])
        else callback(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => callback(error, []),
    )
  }
