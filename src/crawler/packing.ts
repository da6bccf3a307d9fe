import type { Transform } from 'node:stream'
import zlib from 'node:zlib'

type Unpack = (options: { chunkSize: number }) => Transform

/** Big pieces cost fewer calls; a body is held in whole anyway. */
const chunkSize = 128 * 1024
/** `gzip, gzip, gzip…` is only sent to hurt. */
const layersMax = 2

// Node has zstd from 22.15 on; the types of Node 22 know it, Node 20 does not have it.
export const zstdDecompress: Unpack | undefined = (zlib as { createZstdDecompress?: Unpack }).createZstdDecompress

const byName: Readonly<Record<string, Unpack | undefined>> = {
  gzip: zlib.createGunzip,
  'x-gzip': zlib.createGunzip,
  br: zlib.createBrotliDecompress,
  zstd: zstdDecompress,
}

/**
 * The steps that unpack a body, first one first (RFC 9110 §8.4: codings are undone from the last to the first).
 * @param encoding the Content-Encoding header
 * @param firstByte of the body: "deflate" is sent with and without its zlib header, and the first byte tells
 * @returns the steps (none for an unpacked body), or the name of a coding that nobody here can undo
 */
export function unpackingSteps(encoding: string | undefined, firstByte: number): Transform[] | { unknown: string } {
  const codings = (encoding ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity')
  if (codings.length > layersMax) return { unknown: `${codings.length} codings, one in the other` }
  const steps: Transform[] = []
  for (const coding of codings.reverse()) {
    const unpack = coding === 'deflate' ? deflate(firstByte) : byName[coding]
    if (!unpack) return { unknown: `"${coding.slice(0, 40)}"` }
    steps.push(unpack({ chunkSize }))
  }
  return steps
}

const deflate = (firstByte: number): Unpack => ((firstByte & 0x0f) === 8 ? zlib.createInflate : zlib.createInflateRaw)
