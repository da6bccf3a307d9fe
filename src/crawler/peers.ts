import { isIP } from 'node:net'
import { Agent, buildConnector } from 'undici'
import { proxyAddressRefusal } from './address.ts'
import { AddressRefused, guardedLookup, systemLookup } from './connect.ts'

const connectMs = 10_000

/**
 * Connections to parties that the operator named by address: receivers of heads, witnesses. Such a one may be in the
 * operator's own network, and on this machine where that is allowed, but never where a cloud keeps its machines' secrets.
 */
export function openPeers(allowLoopback: boolean): Agent {
  const refusal = (address: string): string | null => proxyAddressRefusal(address, allowLoopback)
  const connect = buildConnector({
    timeout: connectMs,
    allowH2: false,
    autoSelectFamily: true,
    lookup: guardedLookup(systemLookup, refusal),
  })
  return new Agent({
    connect: (options, callback) => {
      const numeric = options.hostname.replace(/^\[(.*)\]$/, '$1')
      const why = isIP(numeric) === 0 ? null : refusal(numeric)
      if (why === null) connect(options, callback)
      else callback(new AddressRefused(`${numeric} is ${why}`), null)
    },
  })
}
