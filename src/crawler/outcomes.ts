import { decodeBody } from '../model/charset.ts'
import type { FetchOutcome, PictureOutcome } from './crawler.ts'
import type { Exchanged } from './exchange.ts'
import { retryAfterMs } from './retry-after.ts'
import type { NotAllowed } from './robots.ts'

/**
 * What a response means to who asked for a page. Only 429 and a 503 that says until when are waits; every other status
 * is a page, since it is the marketplace's reader that knows its block pages.
 */
export function pageOutcome(exchanged: Exchanged | NotAllowed, now: Date): FetchOutcome {
  if (exchanged.kind === 'wait') return exchanged
  if (exchanged.kind === 'refused')
    return { kind: 'refused', why: exchanged.why, ...(exchanged.wall && { wall: true }) }
  if (exchanged.kind !== 'response') return { kind: exchanged.kind, why: exchanged.why }
  const { url, status, bytes } = exchanged
  const headers = { ...exchanged.headers, ...cookieNamesOf(exchanged.setCookies) }
  const retryAfter = headers['retry-after']
  if (status === 429 || (status === 503 && retryAfter !== undefined)) {
    const delayMs = retryAfterMs(retryAfter, now)
    return {
      kind: 'wait',
      delayMs,
      why: `${url.host} answers ${status}${retryAfter ? ` (Retry-After: ${retryAfter})` : ''}`,
    }
  }
  const text = decodeBody(bytes, headers['content-type'])
  // A NUL means nothing in a page, and PostgreSQL's text cannot hold one. It is a tenth of the work to look for it in bytes.
  const body = bytes.includes(0) ? text.replaceAll('\0', '') : text
  const page = { url: url.href, status, headers, body, fetchedAt: now }
  return { kind: 'page', page, ...(exchanged.validators && { validators: exchanged.validators }) }
}

/** Which service set a cookie tells a block page; what is in it is a session's, and goes no further. */
function cookieNamesOf(setCookies: readonly string[] = []): Record<string, string> {
  const names = setCookies.slice(0, 50).map((each) => `${each.slice(0, 100).split('=')[0]?.trim() ?? ''}=`)
  return names.length > 0 ? { 'set-cookie': names.join('\n') } : {}
}

/** A picture is what is sent with 200 and an image type; whether it really is one, the vault finds out. */
export function pictureOutcome(exchanged: Exchanged | NotAllowed): PictureOutcome {
  if (exchanged.kind === 'wait') return { kind: 'failed', why: exchanged.why }
  if (exchanged.kind !== 'response') return { kind: exchanged.kind, why: exchanged.why }
  const { status, headers, bytes } = exchanged
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (status !== 200) return { kind: 'failed', why: `the picture answers ${status}` }
  if (!/^image\/[\w.+-]+$/.test(type)) return { kind: 'failed', why: `not a picture but "${type.slice(0, 60)}"` }
  if (bytes.length === 0) return { kind: 'failed', why: 'the picture is empty' }
  return { kind: 'picture', bytes, type }
}
