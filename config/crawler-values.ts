import { bad, type Reader } from './setting-values.ts'

/**
 * `ebay=http://name:password@proxy.example:3128 https://other.example, ebay/de=…, *=…`: who is asked through which
 * proxies, in turn. No message repeats any part of an address, which may hold a password.
 * @returns the addresses by marketplace, marketplace/territory, or "*" for all that are not named
 */
export const proxies: Reader<ReadonlyMap<string, readonly string[]>> = (value) => {
  const lists = new Map<string, readonly string[]>()
  for (const part of value.split(/[,;]\s*(?=(?:\*|[a-z0-9-]+(?:\/[a-z0-9-]+)?)=)/i)) {
    const [, name, written] = /^\s*(\*|[a-z0-9-]+(?:\/[a-z0-9-]+)?)=(.*?)[,;]?\s*$/isu.exec(part) ?? []
    if (name === undefined || written === undefined) {
      return bad('must read like marketplace=http://proxy:port, marketplace/territory=…, or *=… for all others')
    }
    if (lists.has(name)) return bad(`names "${name}" twice`)
    const addresses = written.split(/\s+/).filter((each) => each !== '')
    if (addresses.length === 0) return bad(`${name}: must not be empty`)
    const wrong = addresses.findIndex((each) => !isProxy(each))
    if (wrong >= 0) {
      return bad(
        `${name}: proxy ${wrong + 1} must be http:// or https:// with a host, and maybe a port, name and password`,
      )
    }
    lists.set(name, addresses)
  }
  return { ok: true, value: lists }
}

function isProxy(written: string): boolean {
  if (!URL.canParse(written)) return false
  const { protocol, pathname, search, hash, username, password } = new URL(written)
  const isBare = pathname === '/' && search === '' && hash === ''
  return (protocol === 'http:' || protocol === 'https:') && isBare && isDecodable(username) && isDecodable(password)
}

const isDecodable = (text: string): boolean => !/%(?![0-9a-f]{2})/i.test(text) && isUtf8(text)

function isUtf8(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

/** `ebay, amazon` */
export const marketplaceNames: Reader<readonly string[]> = (value) => {
  const names = value.split(/[\s,;]+/).filter((each) => each !== '')
  const wrong = names.find((each) => !/^[a-z0-9-]{1,60}$/.test(each))
  return wrong === undefined && names.length > 0
    ? { ok: true, value: names }
    : bad(`must read like marketplace, marketplace, not "${(wrong ?? value).slice(0, 60)}"`)
}
