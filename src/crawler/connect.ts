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

export type Connections = {
  /** For what the internet serves. */
  open: Agent
  /** For the origin that the operator put on this machine. */
  loopback: Agent
  destroy(): Promise<void>
}

/**
 * Two pools of connections. The name is looked up here and the addresses found are the ones connected to, so a name
 * cannot turn private between a check and its use; the address that the socket reports is checked once more.
 */
export function openConnections(lookup: Lookup, limits: Limits): Connections {
  const sockets = new Set<Socket>()
  const open = agent(guardedConnector(lookup, false, limits, sockets), limits)
  const loopback = agent(guardedConnector(lookup, true, limits, sockets), limits)
  return {
    open,
    loopback,
    destroy: async () => {
      for (const socket of sockets) socket.destroy()
      await Promise.all([open.destroy(), loopback.destroy()])
    },
  }
}

const agent = (connect: buildConnector.connector, limits: Limits): Agent =>
  new Agent({
    connect,
    connections: connectionsMax,
    pipelining: 1,
    allowH2: false,
    maxHeaderSize: limits.headerBytesMax,
    headersTimeout: limits.headersMs,
    bodyTimeout: limits.idleMs,
  })

function guardedConnector(
  lookup: Lookup,
  allowLoopback: boolean,
  limits: Limits,
  sockets: Set<Socket>,
): buildConnector.connector {
  const connect = buildConnector({
    timeout: limits.connectMs,
    allowH2: false,
    autoSelectFamily: true,
    lookup: guardedLookup(lookup, allowLoopback),
  })
  return (options, callback) => {
    // A numeric host is never looked up, so it is checked here.
    const why = isIP(options.hostname) === 0 ? null : addressRefusal(options.hostname, allowLoopback)
    if (why !== null) {
      callback(new AddressRefused(`${options.hostname} is ${why}`), null)
      return
    }
    const checked: buildConnector.Callback = (...[error, socket]) => {
      const late = socket ? addressRefusal(socket.remoteAddress ?? '', allowLoopback) : null
      if (error) callback(error, null)
      else if (late === null) callback(null, socket)
      else {
        socket.destroy()
        callback(new AddressRefused(`${options.hostname} is ${late}`), null)
      }
    }
    // The types say that nothing comes back; undici's own connector gives the socket, which an end must be able to stop.
    const socket = connect(options, checked) as unknown as Socket | undefined
    if (socket === undefined) return
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  }
}

/** In the form that node:net wants. One refused address refuses the name: an honest name has none. */
const guardedLookup =
  (lookup: Lookup, allowLoopback: boolean): LookupFunction =>
  (hostname, options, callback) => {
    const answer = async (): Promise<readonly LookupAddress[]> => {
      const addresses = await lookup(hostname)
      if (addresses.length === 0) throw new Error(`${hostname} has no address`)
      for (const { address } of addresses) {
        const why = addressRefusal(address, allowLoopback)
        if (why !== null) throw new AddressRefused(`${hostname} leads to ${address}, which is ${why}`)
      }
      return addresses
    }
    answer().then(
      (addresses) => {
        const [first] = addresses
        if (options.all === true || first === undefined) callback(null, [...addresses])
        else callback(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => callback(error, []),
    )
  }
