import { crc32, inflateRawSync } from 'node:zlib'
import { Malformed } from '../malformed.ts'
import type { WireHeader } from './http-exchange.ts'

/** A record as it stands in its gzip member; `headers` by name in lower case. */
export type WarcRecord = {
  offset: number
  length: number
  version: string
  headers: ReadonlyMap<string, string>
  /** Header names that stand twice or have no colon. */
  odd: readonly string[]
  block: Buffer
  /** Whether the record ends exactly after its Content-Length. */
  isWhole: boolean
}

const memberBytesMax = 512 << 20
const fileBytesMax = 2 ** 32
/** Few large pieces: many small ones take far longer. */
const chunkSize = 256 * 1024

/**
 * Every record of a WARC with a gzip member each.
 * @returns what could be read, and why the rest could not, null when all was
 */
export function readWarc(bytes: Buffer): { records: WarcRecord[]; fault: string | null } {
  const records: WarcRecord[] = []
  let total = 0
  for (let at = 0; at < bytes.length; ) {
    try {
      const { raw, length } = member(bytes, at)
      total += raw.length
      if (total > fileBytesMax) return { records, fault: 'more than 4 GiB unpacked' }
      records.push(recordOf(raw, at, length))
      at += length
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      return { records, fault: `gzip member at ${at} ${error.message}` }
    }
  }
  return { records, fault: null }
}

/**
 * One gzip member (RFC 1952 §2.3), read in one pass: Node's own reader would take all members for one, and says nothing
 * of where the first ends. @throws Malformed
 */
function member(bytes: Buffer, at: number): { raw: Buffer; length: number } {
  const start = at + headerLength(bytes.subarray(at))
  const { buffer: raw, engine } = deflated(bytes.subarray(start))
  const end = start + engine.bytesWritten
  if (end + trailerBytes > bytes.length) throw new Malformed('is cut')
  if (bytes.readUInt32LE(end) !== crc32(raw) || bytes.readUInt32LE(end + 4) !== raw.length % 2 ** 32)
    throw new Malformed('cannot be unpacked: its check sum or length does not fit')
  return { raw, length: end + trailerBytes - at }
}

const trailerBytes = 8
const flag = { headerCrc: 2, extra: 4, name: 8, comment: 16, reserved: 0xe0 }

function headerLength(head: Buffer): number {
  if (head.length < 10) throw new Malformed('is cut')
  if (head.readUInt16BE(0) !== 0x1f8b || head[2] !== 8)
    throw new Malformed('is no gzip member: these bytes belong to no record')
  const flags = head.readUInt8(3)
  if (flags & flag.reserved) throw new Malformed('cannot be unpacked: unknown flags')
  let length = 10
  if (flags & flag.extra) length += head.length < 12 ? Number.POSITIVE_INFINITY : 2 + head.readUInt16LE(10)
  for (const each of [flag.name, flag.comment]) if (flags & each) length = afterZero(head, length)
  if (flags & flag.headerCrc) length += 2
  if (length > head.length) throw new Malformed('is cut')
  return length
}

function afterZero(head: Buffer, from: number): number {
  const zero = head.indexOf(0, from)
  return zero < 0 ? Number.POSITIVE_INFINITY : zero + 1
}

function deflated(part: Buffer): { buffer: Buffer; engine: { bytesWritten: number } } {
  try {
    const options = { maxOutputLength: memberBytesMax, chunkSize, info: true }
    return inflateRawSync(part, options) as unknown as ReturnType<typeof deflated>
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new Malformed('is larger than the bound')
    throw new Malformed(code === 'Z_BUF_ERROR' ? 'is cut' : `cannot be unpacked (${code})`)
  }
}

const blankLine = Buffer.from('\r\n\r\n')

function recordOf(raw: Buffer, offset: number, length: number): WarcRecord {
  const cut = raw.indexOf(blankLine)
  const head = cut < 0 ? raw : raw.subarray(0, cut)
  const rest = cut < 0 ? Buffer.alloc(0) : raw.subarray(cut + 4)
  const [version = '', ...lines] = head.toString('utf8').split('\r\n')
  const headers = new Map<string, string>()
  const odd: string[] = []
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = (colon < 0 ? line : line.slice(0, colon)).toLowerCase()
    if (colon < 0 || headers.has(name)) odd.push(name)
    headers.set(name, line.slice(colon + 1).trim())
  }
  const said = headers.get('content-length') ?? ''
  const blockLength = /^\d{1,12}$/.test(said) ? Number(said) : Math.max(0, rest.length - 4)
  return {
    ...{ offset, length, version: cut < 0 ? '' : version, headers, odd },
    block: rest.subarray(0, blockLength),
    isWhole: rest.subarray(blockLength).equals(blankLine),
  }
}

/** An HTTP message in a record's block; `isWhole` is false without the blank line. */
export function httpMessage(block: Buffer): { first: string; headers: WireHeader[]; body: Buffer; isWhole: boolean } {
  const cut = block.indexOf(blankLine)
  const [first = '', ...lines] = (cut < 0 ? block : block.subarray(0, cut)).toString('latin1').split('\r\n')
  const headers = lines.map((line): WireHeader => {
    const colon = line.indexOf(':')
    return colon < 0 ? [line.trim(), ''] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()]
  })
  return { first, headers, body: cut < 0 ? Buffer.alloc(0) : block.subarray(cut + 4), isWhole: cut >= 0 }
}
