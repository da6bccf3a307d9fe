import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import { headerOf, type WireHeader } from './http-exchange.ts'

const bytesMax = 64 << 20

/** A body without its content-encoding; null when it is in one that cannot be undone. */
export function decodedBody(headers: readonly WireHeader[], body: Buffer): Buffer | null {
  const steps = (headerOf(headers, 'content-encoding') ?? '')
    .toLowerCase()
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '' && each !== 'identity')
  try {
    return steps.reduceRight<Buffer | null>((bytes, step) => bytes && undone(step, bytes), body)
  } catch {
    return null // cut, or not what its header says: a body that nobody can read
  }
}

function undone(step: string, body: Buffer): Buffer | null {
  const limit = { maxOutputLength: bytesMax }
  switch (step) {
    case 'gzip':
    case 'x-gzip':
      return gunzipSync(body, limit)
    case 'br':
      return brotliDecompressSync(body, limit)
    case 'deflate':
      // Half of the web means the bare stream by it: only zlib's first byte tells.
      return ((body[0] ?? 0) & 0x0f) === 8 ? inflateSync(body, limit) : inflateRawSync(body, limit)
    default:
      return null
  }
}
