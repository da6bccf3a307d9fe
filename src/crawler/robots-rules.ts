import robotsParser from 'robots-parser'
import { productToken } from './request-headers.ts'

// The package's types describe an ES module's default; it is CommonJS, so what Node imports is the function itself.
const parse = robotsParser as unknown as typeof robotsParser.default

/** Whether robots.txt lets us ask for an address of its own origin; when not, `line` is the rule's line. */
export type RobotsRules = (url: URL) => { allowed: true } | { allowed: false; rule: string }

/** A longer rule is cut, which makes a Disallow wider, never narrower; an Allow of that length is left out. */
const ruleLengthMax = 2_000

export const allowAll: RobotsRules = () => ({ allowed: true })

/**
 * Reads a robots.txt as RFC 9309 says. The matching is robots-parser's; what differs from the RFC there is levelled
 * before: other records do not end a group (§2.2.1), a byte order mark is skipped, and percent-encoded unreserved
 * characters equal themselves (§2.2.2). Never throws.
 * @param origin as `https://host[:port]`
 */
export function readRobots(origin: string, text: string): RobotsRules {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)
  const records = lines.map(readRecord)
  const parsed = parse(`${origin}/robots.txt`, records.join('\n'))
  return (url) => {
    if (url.pathname === '/robots.txt') return { allowed: true }
    const asked = `${origin}${levelled(url.pathname + url.search)}`
    if (parsed.isAllowed(asked, productToken) !== false) return { allowed: true }
    return { allowed: false, rule: records[parsed.getMatchingLineNumber(asked, productToken) - 1] ?? '' }
  }
}

/** A line as the parser should see it; empty for records that are not about access. Line numbers stay. */
function readRecord(line: string): string {
  const [, field, written] = /^\s*(user-agent|allow|disallow)\s*:\s*([^#]*)/i.exec(line) ?? []
  if (field === undefined || written === undefined) return ''
  if (field.toLowerCase() === 'user-agent') return `User-agent: ${/^[a-z_-]+|^\*/i.exec(written)?.[0] ?? ''}`
  const pattern = levelled(written.trim()).replace(/\*{2,}/g, '*')
  if (pattern.length <= ruleLengthMax) return `${field}: ${pattern}`
  return field.toLowerCase() === 'allow' ? '' : `${field}: ${pattern.slice(0, ruleLengthMax)}`
}

/** `%7E` and `~` are the same address (RFC 3986 §6.2.2.2); `%2F` and `/` are not. */
const levelled = (path: string): string =>
  path.replace(/%([0-9a-f]{2})/gi, (encoded, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16))
    return /[a-z0-9._~-]/i.test(character) ? character : encoded.toUpperCase()
  })
