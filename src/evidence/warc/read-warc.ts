import { gunzipSync } from 'node:zlib'
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

/** Node would unpack all members as one; so the end of each is found by its own length, in steps that double. */
function member(bytes: Buffer, at: number): { raw: Buffer; length: number } {
  const end = nextMember(bytes, at)
  for (let stop = end; ; stop = nextMember(bytes, stop)) {
    const raw = unpacked(bytes.subarray(at, stop), stop === bytes.length)
    if (raw) return { raw, length: stop - at }
  }
}

const magic = Buffer.from('1f8b08', 'hex')
/** Where the next member may begin: the same three bytes may also stand inside one, so what is cut there is tried. */
function nextMember(bytes: Buffer, at: number): number {
  const found = bytes.indexOf(magic, at + 18)
  return found < 0 ? bytes.length : found
}

function unpacked(part: Buffer, isLast: boolean): Buffer | null {
  try {
    const { buffer, engine } = gunzipSync(part, { maxOutputLength: memberBytesMax, info: true }) as unknown as {
      buffer: Buffer
      engine: { bytesWritten: number }
    }
    if (engine.bytesWritten === part.length) return buffer
    throw new Malformed('has bytes behind it that belong to no record')
  } catch (error) {
    if (error instanceof Malformed) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new Malformed('is larger than the bound')
    if (code === 'Z_BUF_ERROR' && !isLast) return null
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
