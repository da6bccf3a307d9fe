import ipaddr from 'ipaddr.js'

/** The ranges of the IPv6 space that carry an IPv4 address inside; any of them could lead to a private one. */
const global6 = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * Whether the crawler may open a connection to an address. Only global unicast is allowed: an address that is private,
 * loopback, link-local, shared (CGNAT), multicast, reserved, unique-local, IPv4-mapped, NAT64, 6to4, Teredo or not an
 * address at all is refused, whatever name led to it.
 * @param address numeric, as the socket will use it; a zone ("%eth0") is allowed and refused
 * @param allowLoopback true only for the origin that an operator put on this machine
 * @returns what it is, to follow "… is" in a sentence, or null when it may be connected to
 */
export function addressRefusal(address: string, allowLoopback: boolean): string | null {
  if (!ipaddr.isValid(address)) return 'not an address'
  const parsed = ipaddr.parse(address)
  const range = parsed.range()
  if (range === 'loopback') return allowLoopback ? null : 'this machine (loopback)'
  if (range !== 'unicast') return `not public (${range})`
  if (parsed.kind() === 'ipv6' && !parsed.match(global6)) return 'not public (not global unicast)'
  return null
}

/**
 * Whether a proxy may be where the operator says it is: often that is the operator's own network. Link-local and the
 * rest stay refused: they are where a cloud keeps its machines' secrets, and no proxy is there.
 * @returns as `addressRefusal`
 */
export function proxyAddressRefusal(address: string, allowLoopback: boolean): string | null {
  const range = ipaddr.isValid(address) ? ipaddr.parse(address).range() : null
  if (range === 'private' || range === 'uniqueLocal' || range === 'carrierGradeNat') return null
  return addressRefusal(address, allowLoopback)
}
