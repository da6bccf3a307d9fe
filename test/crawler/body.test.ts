import { randomBytes } from 'node:crypto'
import zlib from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Body, readBody } from '../../src/crawler/body.ts'

const limits = { packedBytesMax: 4_000_000, bytesMax: 2_000_000 }
/** Random bytes do not pack, so such a body comes in more bytes than are unpacked at once. */
const small = Buffer.from('<p>a page</p>'.repeat(5_000))
const large = randomBytes(600_000)
const bomb = Buffer.alloc(5_000_000)
/** As large packed as a body that is streamed, and larger than the limit unpacked. */
const largeBomb = Buffer.concat([large, bomb])

async function* inChunks(bytes: Buffer, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
}
const codings = [
  ['gzip', (bytes: Buffer) => zlib.gzipSync(bytes)],
  ['deflate', (bytes: Buffer) => zlib.deflateSync(bytes)],
  ['deflate', (bytes: Buffer) => zlib.deflateRawSync(bytes)],
  ['br', (bytes: Buffer) => zlib.brotliCompressSync(bytes, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 2 } })],
] as const
const said = (body: Body): string => (body.kind === 'failed' ? body.why : `${body.kind} ${body.bytes.length}`)

describe.each(codings)('a body packed with %s', (encoding, pack) => {
  it.each([
    ['a small page', small, `whole ${small.length}`],
    ['a large page', large, `whole ${large.length}`],
    ['a bomb that comes small', bomb, 'the body is longer than 2000000 bytes'],
    ['a bomb that comes large', largeBomb, 'the body is longer than 2000000 bytes'],
  ])('%s', async (_, bytes, outcome) => {
    const body = await readBody(inChunks(pack(bytes), 16_384), encoding, limits)
    expect(said(body)).toBe(outcome)
    if (body.kind === 'whole') expect(body.bytes.equals(bytes)).toBe(true)
  })

  it('is cut where that is asked for, small or large', async () => {
    for (const bytes of [bomb, largeBomb]) {
      const body = await readBody(inChunks(pack(bytes), 16_384), encoding, { ...limits, cut: true })
      expect(said(body)).toBe('cut 2000000')
    }
  })

  it.each([
    ['small', small],
    ['large', large],
  ])('cannot be unpacked when its end is missing: %s', async (_, bytes) => {
    const packed = pack(bytes)
    const body = await readBody(inChunks(packed.subarray(0, packed.length - 20), 16_384), encoding, limits)
    expect(said(body)).toContain('cannot be unpacked')
  })
})

it('is the same however it comes in pieces', async () => {
  const whole = fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes))
  await fc.assert(
    fc.asyncProperty(
      whole,
      fc.constantFrom(...codings),
      fc.integer({ min: 1, max: 900 }),
      async (bytes, coding, length) => {
        const body = await readBody(inChunks(coding[1](bytes), length), coding[0], limits)
        expect(body).toEqual({ kind: 'whole', bytes })
      },
    ),
  )
})

it('is not read beyond what may come packed', async () => {
  const body = await readBody(inChunks(zlib.gzipSync(large), 16_384), 'gzip', { ...limits, packedBytesMax: 100_000 })
  expect(said(body)).toBe('the body is longer than 100000 bytes')
})
