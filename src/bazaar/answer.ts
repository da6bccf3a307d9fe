import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'

/** What the bazaar answers with; `body` is complete, the ways of sending it badly are separate. */
export type Answer = { status: number; headers: Record<string, string>; body: string | Uint8Array }

/** How an answer goes out. */
export type Sending = { gzip: boolean; delayMs: number; drip: boolean; cut: 'reset' | 'silent' | null; share: number }

export const html = (body: string, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  body,
})

/** A page that a client may keep, and ask whether it has changed. */
export const tagged = (answer: Answer): Answer => {
  const etag = `W/"${createHash('sha256').update(answer.body).digest('base64url').slice(0, 16)}"`
  return { ...answer, headers: { ...answer.headers, 'cache-control': 'private, no-cache', etag } }
}

/** Nothing but that it is as it was, for who has it already. */
export function unlessKnown(answer: Answer, headers: IncomingHttpHeaders): Answer {
  const etag = answer.headers['etag']
  return etag !== undefined && headers['if-none-match'] === etag ? unchanged(etag) : answer
}

export const unchanged = (etag?: string): Answer => ({
  status: 304,
  headers: { ...(etag !== undefined && { etag }) },
  body: '',
})

export const redirect = (location: string, headers: Record<string, string> = {}): Answer => ({
  status: 302,
  headers: { location, ...headers },
  body: '',
})

const piecesOfDrip = 20

/** Sends an answer; a client that hangs up early ends it quietly. */
export async function send(response: ServerResponse, answer: Answer, sending: Sending): Promise<void> {
  const wait = waitFor(response, sending.delayMs)
  if (sending.delayMs > 0 && !sending.drip) await wait()
  if (response.destroyed) return
  const plain = Buffer.from(answer.body)
  // A cut body is cut as text: cutting the compressed stream would be found by any gunzip.
  const kept = sending.cut === 'silent' ? plain.subarray(0, Math.floor(plain.length * sending.share)) : plain
  const gzip = sending.gzip && kept.length > 1_000
  const bytes = gzip ? gzipSync(kept, { level: 1 }) : kept
  response.writeHead(answer.status, {
    ...answer.headers,
    ...(gzip ? { 'content-encoding': 'gzip', vary: 'accept-encoding' } : {}),
    ...(answer.status !== 304 && { 'content-length': String(bytes.length) }),
  })
  if (sending.cut === 'reset') {
    response.write(bytes.subarray(0, Math.floor(bytes.length * sending.share)), () =>
      response.socket?.resetAndDestroy(),
    )
    return
  }
  if (!sending.drip) {
    response.end(bytes)
    return
  }
  const size = Math.max(1, Math.ceil(bytes.length / piecesOfDrip))
  for (let at = 0; at < bytes.length && !response.destroyed; at += size) {
    response.write(bytes.subarray(at, at + size))
    await wait()
  }
  response.end()
}

/** Waits, but not for a client that has gone. */
function waitFor(response: ServerResponse, delayMs: number): () => Promise<void> {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  return async () => {
    try {
      await pause(delayMs, undefined, { signal: gone.signal })
    } catch (error) {
      if (!gone.signal.aborted) throw error
    }
  }
}
