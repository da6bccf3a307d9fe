import { constants, gzipSync } from 'node:zlib'
import { sha256 } from '../hash.ts'
import { type HttpExchange, headerOf, type WireHeader } from './http-exchange.ts'

/** Where a response lies in the file: exactly one gzip member. */
export type WrittenResponse = { exchange: HttpExchange; offset: number; length: number; payloadDigest: string }
export type WrittenWarc = { bytes: Buffer; responses: WrittenResponse[] }

/**
 * WARC/1.1, a gzip member a record: warcinfo, then for each exchange its response and its request. Nothing is refused or
 * put right but chunking, which is off the body already and therefore renamed in the header.
 * @param seed makes the record ids, so that the same exchanges give the same file
 */
export function writeWarc(
  exchanges: readonly HttpExchange[],
  about: { seed: string; software: string; at: Date },
): WrittenWarc {
  let count = 0
  let offset = 0
  const members: Buffer[] = []
  const nextId = (): string => `<urn:uuid:${uuidOf(`${about.seed} ${count++}`)}>`
  const add = (record: Buffer, isPacked = false): { offset: number; length: number } => {
    const member = gzipSync(record, { level: isPacked ? constants.Z_NO_COMPRESSION : constants.Z_DEFAULT_COMPRESSION })
    const place = { offset, length: member.length }
    members.push(member)
    offset += member.length
    return place
  }
  add(warcinfo(nextId(), about))
  const responses = exchanges.map((exchange): WrittenResponse => {
    const id = nextId()
    const payloadDigest = digestOf(exchange.body)
    const place = add(response(id, exchange, payloadDigest), isPacked(exchange))
    add(request(nextId(), id, exchange))
    return { exchange, ...place, payloadDigest }
  })
  return { bytes: Buffer.concat(members), responses }
}

/** Pictures and bodies that were sent packed do not become smaller by packing them again; it only takes time. */
const packedTypes = /^(?:image\/(?:jpeg|png|webp|avif|gif)|font\/woff2?|video\/|audio\/)/i
const isPacked = ({ headers }: HttpExchange): boolean =>
  packedTypes.test(headerOf(headers, 'content-type')?.trim() ?? '') ||
  /gzip|br|zstd|deflate/i.test(headerOf(headers, 'content-encoding') ?? '')

const digestOf = (bytes: Uint8Array): string => `sha256:${sha256(bytes)}`

/** RFC 9562 §5.8: version 8, from a hash, since pure code throws no dice. */
function uuidOf(text: string): string {
  const hex = sha256(text)
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

type Field = readonly [name: string, value: string]

function record(fields: readonly Field[], block: Uint8Array): Buffer {
  const lines = [...fields, ['Content-Length', `${block.length}`] as const].map(([name, value]) => `${name}: ${value}`)
  return Buffer.concat([Buffer.from(`WARC/1.1\r\n${lines.join('\r\n')}\r\n\r\n`), block, Buffer.from('\r\n\r\n')])
}

function warcinfo(id: string, { software, at }: { software: string; at: Date }): Buffer {
  const block = Buffer.from(`software: ${software}\r\nformat: WARC File Format 1.1\r\n`)
  return record(
    [
      ['WARC-Type', 'warcinfo'],
      ['WARC-Record-ID', id],
      ['WARC-Date', at.toISOString()],
      ['Content-Type', 'application/warc-fields'],
    ],
    block,
  )
}

function response(id: string, exchange: HttpExchange, payloadDigest: string): Buffer {
  const { url, at, ip, status, statusText, headers, body, truncated } = exchange
  const kept = headers.map(
    ([name, value]): WireHeader =>
      name.toLowerCase() === 'transfer-encoding' ? [`X-Archive-Orig-${name}`, value] : [name, value],
  )
  const block = message(`HTTP/1.1 ${status} ${statusText}`, kept, body)
  return record(
    [
      ['WARC-Type', 'response'],
      ['WARC-Record-ID', id],
      ['WARC-Date', at.toISOString()],
      ['WARC-Target-URI', url],
      ...(ip === null ? [] : [['WARC-IP-Address', ip] as const]),
      ...(truncated ? [['WARC-Truncated', truncated] as const] : []),
      ['WARC-Block-Digest', digestOf(block)],
      ['WARC-Payload-Digest', payloadDigest],
      ['Content-Type', 'application/http; msgtype=response'],
    ],
    block,
  )
}

function request(id: string, of: string, { url, at, method, requestHeaders, requestBody }: HttpExchange): Buffer {
  const { pathname, search } = new URL(url)
  const block = message(`${method} ${pathname}${search} HTTP/1.1`, requestHeaders, requestBody ?? new Uint8Array())
  return record(
    [
      ['WARC-Type', 'request'],
      ['WARC-Record-ID', id],
      ['WARC-Date', at.toISOString()],
      ['WARC-Target-URI', url],
      ['WARC-Concurrent-To', of],
      ['WARC-Block-Digest', digestOf(block)],
      ['Content-Type', 'application/http; msgtype=request'],
    ],
    block,
  )
}

/** Headers were read as latin1, a character a byte, and are written back so. */
function message(first: string, headers: readonly WireHeader[], body: Uint8Array): Buffer {
  const lines = [first, ...headers.map(([name, value]) => `${name}: ${value}`)]
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body])
}
