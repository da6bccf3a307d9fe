/**
 * Where a listing's address leads: to its marketplace, to a host of which nothing is known, to another host than the
 * marketplace's, or nowhere that may be opened. `host` is ASCII, as it is looked up.
 */
export type ListingLink =
  | { kind: 'own' | 'unknown' | 'foreign'; url: string; host: string }
  | { kind: 'refused'; why: 'user-info' | 'no-address'; text: string }

/** More of a refused address is not shown, in UTF-16 units. */
const textMax = 300

/**
 * Reads an address that comes from a foreign page. One with a user name before its host ("https://ebay.com@evil.example") is
 * made to be misread, and refused.
 * @param hosts the marketplace's own; a host below one of them, with or without "www.", is its own too. None: any shop's
 */
export function listingLink(url: string, hosts: readonly string[]): ListingLink {
  const refused = (why: 'user-info' | 'no-address'): ListingLink => ({
    kind: 'refused',
    why,
    text: url.slice(0, textMax),
  })
  if (!URL.canParse(url)) return refused('no-address')
  const { protocol, href, hostname, host, username, password } = new URL(url)
  if (protocol !== 'https:' && protocol !== 'http:') return refused('no-address')
  if (username !== '' || password !== '') return refused('user-info')
  if (hosts.length === 0) return { kind: 'unknown', url: href, host }
  const isOwn = hosts.map(withoutWww).some((own) => hostname === own || hostname.endsWith(`.${own}`))
  return { kind: isOwn ? 'own' : 'foreign', url: href, host }
}

const withoutWww = (host: string): string => host.replace(/^www\./, '')

/** Hosts of a marketplace by its origins; names that cannot exist (any shop's stand-in) are left out. */
export const hostsOf = (origins: readonly string[]): string[] => [
  ...new Set(origins.map((origin) => new URL(origin).hostname).filter((host) => !host.endsWith('.invalid'))),
]
