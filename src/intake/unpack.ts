import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import { Unreadable } from './intake.ts'
import { unpackZstd } from './zstd.ts'

/** More than this many times its size no honest file unpacks to. */
const ratioMax = 250
/** Small files may: a page of spaces is no attack. */
const smallBytes = 16 * 1024 * 1024

/** What so many packed bytes may become, within `bytesMax`. */
export const unpackedMax = (packedBytes: number, bytesMax: number): number =>
  Math.min(bytesMax, Math.max(smallBytes, packedBytes * ratioMax))

const ways = {
  gzip: gunzipSync,
  deflate: (bytes: Uint8Array, options: { maxOutputLength: number }) =>
    // "deflate" is zlib's format, and some servers send it without its two bytes of header.
    ((bytes[0] ?? 0) & 0x0f) === 8 ? inflateSync(bytes, options) : inflateRawSync(bytes, options),
  br: brotliDecompressSync,
  zstd: (bytes: Uint8Array, options: { maxOutputLength: number }) => unpackZstd(bytes, options.maxOutputLength),
} as const

export type Packing = keyof typeof ways
export const isPacking = (name: string): name is Packing => Object.hasOwn(ways, name)

/**
 * The bytes unpacked; never more than `bytesMax` are held.
 * @throws Unreadable for what becomes larger, is damaged or ends too early
 */
export function unpack(packing: Packing, bytes: Uint8Array, bytesMax: number, row = 1): Uint8Array {
  const max = unpackedMax(bytes.length, bytesMax)
  try {
    return ways[packing](bytes, { maxOutputLength: max })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'ERR_BUFFER_TOO_LARGE' || (packing === 'zstd' && error instanceof RangeError)) {
      throw new Unreadable(`${bytes.length} bytes of ${packing} become more than ${max}: refused`, row)
    }
    // What zlib and brotli say of bytes that are not theirs; zstd's reader has a number for it, or runs off its end.
    if (packing === 'zstd') throw new Unreadable('zstd cannot be unpacked: it is damaged, or ends too early', row)
    if (/^(Z_|ERR__?ERROR|ERR_BROTLI|ERR_PADDING|ERR__)/.test(code)) {
      const why = code === 'Z_BUF_ERROR' ? 'it ends too early' : 'it is damaged'
      throw new Unreadable(`${packing} cannot be unpacked: ${why}`, row)
    }
    throw error
  }
}
