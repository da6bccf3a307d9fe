import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { chunkSize, type Unpacking, unpackings } from './packing.ts'

export type Body = { kind: 'whole' | 'cut'; bytes: Buffer } | { kind: 'failed'; why: string }

export type BodyLimits = {
  packedBytesMax: number
  bytesMax: number /** keep what fits instead of failing */
  cut?: true
}

/**
 * A body that comes packed in no more than this is unpacked at once: streams cost more than such a page. The worst that
 * one can be, a bomb, holds this thread for the time that `bytesMax` bytes take: 20 ms for 20 MB.
 */
const atOnceBytesMax = 256 * 1024

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
  const steps = unpackings(encoding, first.value[0] ?? 0)
  if ('unknown' in steps) {
    await chunks.return?.()
    return { kind: 'failed', why: `the body is packed in a way that cannot be undone: ${steps.unknown}` }
  }
  const kept: Buffer[] = []
  try {
    const packed = counted(first.value, chunks, limits.packedBytesMax)
    const [outer, inner] = steps
    // Without a step there is nothing to pipe, and a pipeline costs more than the loop.
    if (!outer) return await collected(packed, kept, limits)
    if (inner || limits.cut) return await piped(packed, steps, kept, limits)
    const begun = await firstOf(packed)
    return begun.whole
      ? { kind: 'whole', bytes: outer.atOnce(joined(begun.chunks), { chunkSize, maxOutputLength: limits.bytesMax }) }
      : await piped(resumed(begun.chunks, packed), steps, kept, limits)
  } catch (error) {
    // Thrown through a pipeline it comes out as an abort, so what happened is read from what was kept.
    const isTooLong = lengthOf(kept) > limits.bytesMax
    if (isTooLong && limits.cut) return { kind: 'cut', bytes: joined(kept).subarray(0, limits.bytesMax) }
    if (isTooLong || isTooLarge(error)) return { kind: 'failed', why: new TooLong(limits.bytesMax).message }
    if (error instanceof TooLong) return { kind: 'failed', why: error.message }
    if (isUnpacking(error)) return { kind: 'failed', why: `the body cannot be unpacked: ${error.message}` }
    throw error
  }
}

async function collected(unpacked: AsyncIterable<Buffer>, kept: Buffer[], { bytesMax }: BodyLimits): Promise<Body> {
  let length = 0
  for await (const chunk of unpacked) {
    length += chunk.length
    kept.push(chunk)
    if (length > bytesMax) throw new TooLong(bytesMax)
  }
  return { kind: 'whole', bytes: joined(kept) }
}

async function piped(
  packed: AsyncIterable<Buffer>,
  steps: readonly Unpacking[],
  kept: Buffer[],
  limits: BodyLimits,
): Promise<Body> {
  const [outer, inner] = steps.map((step) => step.stream({ chunkSize }))
  const source = Readable.from(packed, { objectMode: false })
  const collect = async (unpacked: AsyncIterable<Buffer>): Promise<void> => {
    await collected(unpacked, kept, limits)
  }
  if (outer && inner) await pipeline(source, outer, inner, collect)
  else if (outer) await pipeline(source, outer, collect)
  return { kind: 'whole', bytes: joined(kept) }
}

/** A body's chunks as long as they are few enough to be unpacked at once, and whether that was all of it. */
async function firstOf(packed: AsyncGenerator<Buffer>): Promise<{ chunks: Buffer[]; whole: boolean }> {
  const chunks: Buffer[] = []
  let length = 0
  while (length <= atOnceBytesMax) {
    const next = await packed.next()
    if (next.done) return { chunks, whole: true }
    chunks.push(next.value)
    length += next.value.length
  }
  return { chunks, whole: false }
}

async function* resumed(begun: readonly Buffer[], rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* begun
  yield* rest
}

const lengthOf = (chunks: readonly Buffer[]): number => chunks.reduce((sum, { length }) => sum + length, 0)
const joined = (chunks: readonly Buffer[]): Buffer =>
  chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)

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

const isUnpacking = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && /^(Z_|ERR_|BROTLI|ZSTD)/.test(String(error.code)) && 'errno' in error

const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
