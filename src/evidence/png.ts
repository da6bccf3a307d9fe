import { crc32, inflateSync } from 'node:zlib'
import { Malformed } from './malformed.ts'

export type PngSize = { width: number; height: number; oneColour: boolean }

const signature = Buffer.from('89504e470d0a1a0a', 'hex')
const channels: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }
const pixelsMax = 2 ** 30
const chunkBytesMax = 64 << 20
const deflateRatioMax = 1_032

/** The size of a PNG that is whole: every check sum right, as much picture as it says, nothing after it. @throws Malformed */
export function readPng(bytes: Buffer): PngSize {
  if (!bytes.subarray(0, 8).equals(signature)) throw new Malformed('not a PNG')
  let at = 8
  let header: { width: number; height: number; want: number } | null = null
  const data: Buffer[] = []
  for (let ended = false; !ended; ) {
    const { kind, body, next } = chunkAt(bytes, at)
    at = next
    if (kind === 'IHDR') header = readHeader(body)
    else if (kind === 'IDAT') data.push(body)
    else ended = kind === 'IEND'
  }
  if (!header) throw new Malformed('PNG without IHDR')
  if (at !== bytes.length) throw new Malformed(`${bytes.length - at} bytes after the end of the PNG`)
  const pixels = inflated(Buffer.concat(data), header.want)
  return { width: header.width, height: header.height, oneColour: isOneColour(pixels) }
}

function chunkAt(bytes: Buffer, at: number): { kind: string; body: Buffer; next: number } {
  if (at + 12 > bytes.length) throw new Malformed('PNG is cut')
  const end = at + 8 + bytes.readUInt32BE(at)
  if (end + 4 > bytes.length) throw new Malformed('PNG is cut')
  const kind = bytes.toString('latin1', at + 4, at + 8)
  if (crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(end))
    throw new Malformed(`PNG chunk ${kind}: check sum`)
  return { kind, body: bytes.subarray(at + 8, end), next: end + 4 }
}

function readHeader(body: Buffer): { width: number; height: number; want: number } {
  if (body.length !== 13) throw new Malformed('PNG header is not 13 bytes')
  const [width, height] = [body.readUInt32BE(0), body.readUInt32BE(4)]
  if (body[12] !== 0 || width * height > pixelsMax) throw new Malformed('interlaced or too large PNG')
  const bits = (body[8] ?? 0) * (channels[body[9] ?? 9] ?? 9)
  return { width, height, want: height * (1 + Math.floor((width * bits + 7) / 8)) }
}

function inflated(data: Buffer, want: number): Buffer {
  try {
    // With `info` it says how much it has read: what lies behind the picture would not be seen otherwise.
    // In one piece where it can be: many are copied once more. No more than its data can unpack to, whatever it says of itself.
    const chunkSize = Math.max(64, Math.min(want + 1, data.length * deflateRatioMax, chunkBytesMax))
    const { buffer, engine } = inflateSync(data, { maxOutputLength: want + 1, chunkSize, info: true }) as unknown as {
      buffer: Buffer
      engine: { bytesWritten: number }
    }
    if (buffer.length !== want) throw new Malformed('PNG is not whole')
    if (engine.bytesWritten !== data.length) throw new Malformed('PNG holds more data than its size')
    return buffer
  } catch (error) {
    throw error instanceof Malformed ? error : new Malformed(`PNG data: ${String(error).slice(0, 80)}`)
  }
}

/** Looked at in a hundred thousand places: fewer than four different bytes are no page. */
function isOneColour(pixels: Buffer): boolean {
  const step = Math.max(1, Math.floor(pixels.length / 100_000)) | 1
  const found = new Set<number>()
  for (let at = 0; at < pixels.length && found.size < 4; at += step) found.add(pixels[at] ?? 0)
  return found.size < 4
}
