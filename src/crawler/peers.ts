import { Agent } from 'undici'
import { proxyAddressRefusal } from './address.ts'
import { guardedConnector, type Refusal, systemLookup } from './connect.ts'

const connectMs = 10_000

/**
 * Connections to parties that the operator named by address: receivers of heads, witnesses. Such a one may be in the
 * operator's own network, and on this machine where that is allowed, but never where a cloud keeps its machines' secrets.
 */
export function openPeers(allowLoopback: boolean): Agent {
  const refusal: Refusal = (address) => proxyAddressRefusal(address, allowLoopback)
  return new Agent({ connect: guardedConnector({ lookup: systemLookup, refusal, connectMs }) })
}
