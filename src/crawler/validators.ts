import { createHash } from 'node:crypto'
import type { Validators } from '../model/page.ts'

/** RFC 9110 §8.8.3; what stands outside ASCII is left alone. */
const etagForm = /^(?:W\/)?"[\x21\x23-\x7e]{0,200}"$/
/** A page may change twice within a second, which is all that Last-Modified tells: a date this near says nothing yet. */
const settledMs = 60_000
/** After this a page is asked for as a whole again, whatever a site says of its changes. */
const heldMsMax = 7 * 24 * 3_600_000

/** Who asks for what, and from where: whoever could be shown another page is somebody else. */
export type Asker = {
  marketplace: string
  watch: string
  territory: string
  /** The proxy it goes through; '' without. */
  via: string
  url: URL
  headers: Readonly<Record<string, string>>
}

/** One word for all of it, so that a validator is never used by another. */
export const identityOf = ({ url, headers, ...asker }: Asker): string =>
  createHash('sha256')
    .update(JSON.stringify([asker.marketplace, asker.watch, asker.territory, asker.via, url.href, headers]))
    .digest('hex')
    .slice(0, 32)

/**
 * What may be asked with next time; null where the answer has nothing to ask with, says that nothing of it is to be kept
 * (`no-store`), or is another one for everybody (`Vary: *`).
 */
export function validatorsOf(
  { status, headers }: { status: number; headers: Readonly<Record<string, string>> },
  by: string,
  now: Date,
): Validators | null {
  if (status !== 200) return null
  if (/(?:^|[\s,])no-store(?:$|[\s,;=])/i.test(headers['cache-control'] ?? '')) return null
  if ((headers['vary'] ?? '').includes('*')) return null
  const etag = headers['etag']?.trim() ?? ''
  const lastModified = headers['last-modified']?.trim() ?? ''
  const isSettled = Date.parse(lastModified) <= now.getTime() - settledMs
  const held = {
    ...(etagForm.test(etag) && { etag }),
    // Sent back as it came, so it must be what an HTTP date is.
    ...(isSettled && new Date(lastModified).toUTCString() === lastModified && { lastModified }),
  }
  return Object.keys(held).length > 0 ? { by, ...held, readAt: now.toISOString() } : null
}

/** The headers that ask only for what has changed; none for what somebody else read, or what was read long ago. */
export function conditionOf(held: Validators | null, by: string, now: Date): Record<string, string> {
  if (held === null || held.by !== by) return {}
  const ageMs = now.getTime() - Date.parse(held.readAt)
  if (!(ageMs >= 0 && ageMs <= heldMsMax)) return {}
  return {
    ...(held.etag !== undefined && { 'if-none-match': held.etag }),
    ...(held.lastModified !== undefined && { 'if-modified-since': held.lastModified }),
  }
}

const conditions = ['if-none-match', 'if-modified-since']

export const isConditional = (headers: Readonly<Record<string, string>>): boolean =>
  conditions.some((name) => headers[name] !== undefined)

/** A condition is about one address; where a redirect leads is another. */
export const withoutCondition = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !conditions.includes(name)))
