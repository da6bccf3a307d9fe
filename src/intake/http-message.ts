import { decodeBody } from '../model/charset.ts'
import { type HeaderFields, readHead } from './header-fields.ts'
import { limits, Unreadable } from './intake.ts'
import { isPacking, unpack } from './unpack.ts'
import { isZstd } from './zstd.ts'

export type HttpMessage = { status: number; headers: HeaderFields; body: string }

/**
 * A recorded HTTP response: head, then the body as it came over the wire, chunked and packed or not. Tools that record
 * often unpack the body and leave the header, so a body that is plainly not what its header says is taken as it is.
 *
 * @param row the record's number, for messages
 * @throws Unreadable for what cannot be unpacked within the limits
 */
export function readHttpMessage(bytes: Uint8Array, row: number): HttpMessage {
  const { first, fields, end } = readHead(bytes, 0, true, row)
  const status = /^HTTP\/\d(?:\.\d)?\s+(\d{3})(?:\s|$)/i.exec(first)?.[1]
  if (status === undefined) throw new Unreadable(`"${first.slice(0, 40)}" is not the first line of a response`, row)
  const isChunked = /\bchunked\b/i.test(fields['transfer-encoding'] ?? '')
  const wire = bytes.subarray(end)
  const whole = isChunked ? dechunked(wire, row) : wire
  return { status: Number(status), headers: fields, body: bodyOf(whole, fields, row) }
}

/**
 * The body's text, unpacked by its content-encoding. Tools unpack a body and leave the header, or keep it packed and lose
 * the header: what the bytes themselves say goes before it.
 *
 * @throws Unreadable for what cannot be unpacked within the limits
 */
export function bodyOf(bytes: Uint8Array, fields: HeaderFields, row: number): string {
  const said = (fields['content-encoding'] ?? '')
    .toLowerCase()
    .split(',')
    .map((each) => each.trim().replace(/^x-/, ''))
    .filter((each) => each !== '' && each !== 'identity')
    .reverse()
  let body = bytes
  for (const packing of said.length > 0 ? said : [magicOf(bytes)]) {
    if (packing === null || looksUnpacked(body, packing)) continue
    if (!isPacking(packing)) throw new Unreadable(`content-encoding ${packing.slice(0, 20)} cannot be unpacked`, row)
    body = unpack(packing, body, limits.pageBytes, row)
  }
  if (body.length > limits.pageBytes)
    throw new Unreadable(`a page of ${body.length} bytes, more than ${limits.pageBytes}`, row)
  const again = magicOf(body)
  if (again !== null) throw new Unreadable(`${again} inside ${said[0] ?? again}: refused`, row)
  return decodeBody(body, fields['content-type'])
}

/** The packing that the first bytes name themselves; brotli and deflate have no such mark. */
function magicOf(bytes: Uint8Array): 'gzip' | 'zstd' | null {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip'
  return isZstd(bytes) ? 'zstd' : null
}

const looksUnpacked = (bytes: Uint8Array, packing: string): boolean =>
  packing === 'gzip' || packing === 'zstd' ? magicOf(bytes) !== packing : isText(bytes)

/** Whether the first bytes are those of a page or of JSON. */
const isText = (bytes: Uint8Array): boolean =>
  /^(?:\xef\xbb\xbf)?\s*[<{[]/.test(new TextDecoder('latin1').decode(bytes.subarray(0, 64)))

const sizeDigitsMax = 8

function dechunked(bytes: Uint8Array, row: number): Uint8Array {
  const chunks: Uint8Array[] = []
  let at = 0
  for (;;) {
    const line = bytes.indexOf(0x0a, at)
    const text = line < 0 ? '' : new TextDecoder('latin1').decode(bytes.subarray(at, Math.min(line, at + 200)))
    const size = /^([0-9a-f]+)[ \t]*(?:;.*)?\r?$/i.exec(text)?.[1]
    if (size === undefined) {
      // The header says chunked, and the tool that recorded it has put the chunks together.
      if (at === 0 && bytes.length > 0) return bytes
      throw new Unreadable('a chunked body ends before its last chunk', row)
    }
    if (size.length > sizeDigitsMax) throw new Unreadable(`a chunk of 0x${size.slice(0, 20)} bytes`, row)
    const length = Number.parseInt(size, 16)
    if (length === 0) break
    const start = line + 1
    if (start + length > bytes.length)
      throw new Unreadable(`a chunk says ${length} bytes, and ${bytes.length - start} are there`, row)
    chunks.push(bytes.subarray(start, start + length))
    at = start + length
    if (bytes[at] === 0x0d) at += 1
    if (bytes[at] === 0x0a) at += 1
  }
  return joined(chunks)
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}
