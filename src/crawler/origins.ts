import type { Marketplace } from '../model/marketplace.ts'

/** What a marketplace says it is served from. Patterns are `https://host` or `https://*.host`. */
export type Declared = {
  page: readonly string[]
  picture: readonly string[]
  /** What a page may load in a browser: scripts, styles and data. */
  asset: readonly string[]
  /** Its sign-in: never opened, and known for what it is. */
  wall: readonly string[]
  /** The operator's own origin in place of the marketplace's, when there is one. */
  override: string | null
}

/** An origin override stands alone: with one, nothing of the real marketplace is asked. */
export function declaredOrigins(marketplace: Marketplace, override: string | undefined): Declared {
  const wall = marketplace.loginOrigins ?? []
  if (override !== undefined) {
    const origin = new URL(override).origin
    return { page: [origin], picture: [origin], asset: [origin], wall, override: origin }
  }
  const homes = marketplace.territories.map((territory) => new URL(territory.origin).origin)
  const page = [...new Set([...homes, ...(marketplace.pageOrigins ?? [])])]
  const picture = [...new Set([...page, ...marketplace.pictureOrigins])]
  // Pictures and scripts mostly come from the same hosts.
  const asset = [...new Set([...picture, ...(marketplace.assetOrigins ?? [])])]
  return { page, picture, asset, wall, override: null }
}

/** @param patterns `https://host` (that origin) or `https://*.host` (every name below host, not host itself) */
export function isDeclared(url: URL, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const [scheme, host] = pattern.split('://*.')
    if (host === undefined) return url.origin === pattern
    return url.protocol === `${scheme}:` && url.port === '' && url.hostname.endsWith(`.${host}`)
  })
}

/**
 * Reads an address that somebody else wrote.
 * @param base what a relative one is relative to
 * @returns the address without its fragment, or why it cannot be asked
 */
export function readAddress(written: string, base?: URL): { url: URL } | { why: string } {
  if (!URL.canParse(written, base?.href)) return { why: `"${shortened(written)}" is not a web address` }
  const url = new URL(written, base)
  if (url.username !== '' || url.password !== '') return { why: `${url.origin} is asked for with a name and password` }
  url.hash = ''
  return { url }
}

/** An address as a sentence shows it. */
export const shortened = (address: string): string => (address.length <= 200 ? address : `${address.slice(0, 200)}…`)
