import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { unpackingSteps } from './packing.ts'

export type Body = { kind: 'whole' | 'cut'; bytes: Buffer } | { kind: 'failed'; why: string }

export type BodyLimits = {
  packedBytesMax: number
  bytesMax: number /** keep what fits instead of failing */
  cut?: true
}

class TooLong extends Error {
  constructor(bytesMax: number) {
    super(`the body is longer than ${bytesMax} bytes`)
  }
}

/**
 * Reads a body to its end, unpacking it on the way; stops at the limit, so a bomb costs no more than the limit.
 * @param source chunks as the socket gives them; its own errors (time, reset, wrong length) are thrown on
 */
export async function readBody(
  source: AsyncIterable<Buffer>,
  encoding: string | undefined,
  limits: BodyLimits,
): Promise<Body> {
  const chunks = source[Symbol.asyncIterator]()
  const first = await chunks.next()
  if (first.done) return { kind: 'whole', bytes: Buffer.alloc(0) }
  const packed = counted(first.value, chunks, limits.packedBytesMax)
  const steps = unpackingSteps(encoding, first.value[0] ?? 0)
  if ('unknown' in steps) {
    await chunks.return?.()
    return { kind: 'failed', why: `the body is packed in a way that cannot be undone: ${steps.unknown}` }
  }
  const kept: Buffer[] = []
  let length = 0
  try {
    const collect = async (unpacked: AsyncIterable<Buffer>): Promise<void> => {
      for await (const chunk of unpacked) {
        length += chunk.length
        kept.push(chunk)
        // Thrown through a pipeline it comes out as an abort, so what happened is read from `length` below.
        if (length > limits.bytesMax) throw new TooLong(limits.bytesMax)
      }
    }
    // Without a step there is nothing to pipe, and a pipeline costs more than the loop.
    const [outer, inner] = steps
    if (!outer) await collect(packed)
    else if (!inner) await pipeline(Readable.from(packed, { objectMode: false }), outer, collect)
    else await pipeline(Readable.from(packed, { objectMode: false }), outer, inner, collect)
  } catch (error) {
    if (length > limits.bytesMax && limits.cut) return cutAt(kept, limits.bytesMax)
    if (length > limits.bytesMax) return { kind: 'failed', why: new TooLong(limits.bytesMax).message }
    if (error instanceof TooLong) return { kind: 'failed', why: error.message }
    if (isUnpacking(error)) return { kind: 'failed', why: `the body cannot be unpacked: ${error.message}` }
    throw error
  }
  return { kind: 'whole', bytes: kept.length === 1 && kept[0] ? kept[0] : Buffer.concat(kept, length) }
}

async function* counted(first: Buffer, rest: AsyncIterator<Buffer>, bytesMax: number): AsyncGenerator<Buffer> {
  let length = 0
  try {
    for (let next: IteratorResult<Buffer> = { value: first }; !next.done; next = await rest.next()) {
      length += next.value.length
      if (length > bytesMax) throw new TooLong(bytesMax)
      yield next.value
    }
  } finally {
    await rest.return?.()
  }
}

const cutAt = (kept: readonly Buffer[], bytesMax: number): Body => ({
  kind: 'cut',
  bytes: Buffer.concat(kept).subarray(0, bytesMax),
})

const isUnpacking = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && /^(Z_|ERR_|BROTLI|ZSTD)/.test(String(error.code)) && 'errno' in error
