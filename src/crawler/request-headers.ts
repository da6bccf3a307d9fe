import { zstd } from './packing.ts'

/** The name robots.txt knows us by. */
export const productToken = 'morgiana'
/** As in package.json, which a test compares. */
export const version = '0.1.0'

const accept = 'text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8'
const acceptPicture = 'image/webp,image/jpeg,image/png,image/gif;q=0.8,image/*;q=0.5'
const acceptEncoding = zstd ? 'gzip, deflate, br, zstd' : 'gzip, deflate, br'

/** Headers that a marketplace's request may not set: who we are, how we connect, and cookies, of which there are none. */
const ours = new Set(
  'user-agent host cookie connection keep-alive accept-encoding content-length transfer-encoding te trailer upgrade expect range'.split(
    ' ',
  ),
)

/** Says who asks, honestly. @param contact an address for the site's operators, from the settings */
export function userAgent(contact: string | null): string {
  const written = contact?.replace(/[^\x21-\x7e]|[()]/g, '') ?? ''
  return written === '' ? `${productToken}/${version}` : `${productToken}/${version} (+${written})`
}

/** Everything that is sent with a request, names in lower case. */
export function requestHeaders(
  agent: string,
  wanted: 'page' | 'picture' | 'asset',
  asked: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const own = Object.entries(asked).map(([name, value]) => [name.toLowerCase(), value] as const)
  return {
    accept: wanted === 'picture' ? acceptPicture : accept,
    ...Object.fromEntries(own.filter(([name]) => !ours.has(name) && !name.startsWith('proxy-'))),
    'accept-encoding': wanted === 'picture' ? 'identity' : acceptEncoding,
    'user-agent': agent,
  }
}

/** For a redirect to another origin: a marketplace's key goes where it was meant for, not where that place points. */
export const withoutKeys = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).filter(([name]) => !/^(authorization|cookie)$|key|token|secret/.test(name)),
  )
