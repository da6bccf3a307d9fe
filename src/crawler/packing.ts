import type { Transform } from 'node:stream'
import zlib from 'node:zlib'

/** How one coding is undone: as the body comes, or a small one at once, which costs a third. */
export type Unpacking = {
  stream(options: { chunkSize: number }): Transform
  /** @throws an error with code ERR_BUFFER_TOO_LARGE when more than `maxOutputLength` bytes come out */
  atOnce(bytes: Buffer, options: { chunkSize: number; maxOutputLength: number }): Buffer
}

/** Big pieces cost fewer calls; a body is held in whole anyway. */
export const chunkSize = 256 * 1024
/** `gzip, gzip, gzip…` is only sent to hurt. */
const layersMax = 2

type Zstd = { createZstdDecompress?: Unpacking['stream']; zstdDecompressSync?: Unpacking['atOnce'] }
// Node has zstd from 22.15 on; the types of Node 22 know it, Node 20 does not have it.
const { createZstdDecompress, zstdDecompressSync } = zlib as Zstd
export const zstd: Unpacking | undefined = createZstdDecompress &&
  zstdDecompressSync && { stream: createZstdDecompress, atOnce: zstdDecompressSync }

const gzip: Unpacking = { stream: zlib.createGunzip, atOnce: zlib.gunzipSync }
const inflate: Unpacking = { stream: zlib.createInflate, atOnce: zlib.inflateSync }
const inflateRaw: Unpacking = { stream: zlib.createInflateRaw, atOnce: zlib.inflateRawSync }
const byName: Readonly<Record<string, Unpacking | undefined>> = {
  gzip,
  'x-gzip': gzip,
  br: { stream: zlib.createBrotliDecompress, atOnce: zlib.brotliDecompressSync },
  zstd,
}

/**
 * How a body is unpacked, the first step first (RFC 9110 §8.4: codings are undone from the last to the first).
 * @param encoding the Content-Encoding header
 * @param firstByte of the body: "deflate" is sent with and without its zlib header, and the first byte tells
 * @returns the steps (none for an unpacked body), or the name of a coding that nobody here can undo
 */
export function unpackings(encoding: string | undefined, firstByte: number): Unpacking[] | { unknown: string } {
  const codings = (encoding ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity')
  if (codings.length > layersMax) return { unknown: `${codings.length} codings, one in the other` }
  const steps: Unpacking[] = []
  for (const coding of codings.reverse()) {
    const step = coding === 'deflate' ? deflate(firstByte) : byName[coding]
    if (!step) return { unknown: `"${coding.slice(0, 40)}"` }
    steps.push(step)
  }
  return steps
}

const deflate = (firstByte: number): Unpacking => ((firstByte & 0x0f) === 8 ? inflate : inflateRaw)
