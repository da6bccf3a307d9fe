import { type HeaderFields, readHead } from './header-fields.ts'
import { bodyOf, type HttpMessage, readHttpMessage } from './http-message.ts'
import { type Asked, limits, type Reading, type SourceFile, type Steps, Unreadable } from './intake.ts'
import { type Recorded, readRecorded } from './recorded.ts'
import { unpack } from './unpack.ts'

const recordsMax = 2_000_000

/**
 * WARC 1.0 and 1.1 (ISO 28500), plain or gzip by record or as a whole: response and resource records. A record that is odd spoils no
 * other: it is told, and the next one is looked for. A file of which nothing else is left is refused with what is wrong in the first.
 */
export function* readWarc(file: SourceFile, asked: Asked): Steps<Reading> {
  const bytes = isGzip(file.bytes) ? unpack('gzip', file.bytes, limits.unpackedBytes) : file.bytes
  if (isGzip(bytes)) throw new Unreadable('gzip inside gzip: refused')
  const counts: Counts = { revisits: 0, segments: 0, odd: [] }
  const reading = yield* readRecorded(file, responsesOf(bytes, counts), asked)
  const notes = [...reading.notes]
  const [first] = counts.odd
  if (first && reading.parts.every(({ found }) => found.length === 0)) throw first
  if (first) {
    const said = counts.odd.slice(0, saidMax).map(({ row, message }) => `record ${row}: ${message}`)
    notes.push(`${counts.odd.length} records cannot be read and are passed over: ${said.join('; ')}`)
  }
  if (counts.revisits > 0) notes.push(`${counts.revisits} revisit records hold no page and are passed over`)
  if (counts.segments > 0) notes.push(`${counts.segments} records in segments are passed over`)
  return { ...reading, notes }
}

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

type Counts = { revisits: number; segments: number; odd: Unreadable[] }
const saidMax = 5

/** Record by record; a mistake's row is the record's number, from 1. */
function* responsesOf(bytes: Uint8Array, counts: Counts): Generator<Recorded> {
  let at = firstOf(bytes, 0)
  if (at < bytes.length && !isMark(bytes, at)) throw new Unreadable('the file does not begin with a WARC record')
  for (let row = 1; at < bytes.length; row += 1) {
    if (row > recordsMax) throw new Unreadable(`more than ${recordsMax} records: split the file`, row)
    const read = oddOr(() => recordAt(bytes, at, row, counts))
    if (read instanceof Unreadable) {
      counts.odd.push(read)
      at = nextMark(bytes, at)
    } else {
      at = read.next
      if (read.page) yield read.page
    }
  }
}

function oddOr<T>(read: () => T): T | Unreadable {
  try {
    return read()
  } catch (error) {
    if (error instanceof Unreadable) return error
    throw error
  }
}

/** Behind the line ends between two records. */
function firstOf(bytes: Uint8Array, from: number): number {
  let at = from
  while (bytes[at] === 0x0d || bytes[at] === 0x0a) at += 1
  return at
}

const isMark = (bytes: Uint8Array, at: number): boolean =>
  new TextDecoder('latin1').decode(bytes.subarray(at, at + 5)) === 'WARC/'

/** Where the next line begins that is a record's first; the end of the bytes when there is none. */
function nextMark(bytes: Uint8Array, from: number): number {
  const found = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf('\nWARC/1.', from + 1, 'latin1')
  return found < 0 ? bytes.length : found + 1
}

/** One record: where the next begins, and its page when it has one. @throws Unreadable when its bounds cannot be believed */
function recordAt(bytes: Uint8Array, at: number, row: number, counts: Counts): { next: number; page?: Recorded } {
  const { first, fields, end } = readHead(bytes, at, true, row)
  if (!/^WARC\/1\.\d$/.test(first))
    throw new Unreadable(`${first.slice(0, 20)} cannot be read, WARC/1.0 and WARC/1.1 can`, row)
  const length = lengthOf(fields, row)
  if (end + length > bytes.length) {
    const left = bytes.length - end
    throw new Unreadable(`the record says ${length} bytes, and ${left} are left: the file ends too early`, row)
  }
  const next = firstOf(bytes, end + length)
  if (next < bytes.length && !isMark(bytes, next))
    throw new Unreadable(`no record begins where record ${row} says it ends`, row + 1)
  if (fields['warc-type'] === 'revisit') counts.revisits += 1
  else if (fields['warc-segment-number'] !== undefined) counts.segments += 1
  else if (isPage(fields)) return { next, page: recorded(fields, bytes.subarray(end, end + length), row) }
  return { next }
}

function lengthOf(fields: HeaderFields, row: number): number {
  const length = fields['content-length'] ?? ''
  if (/^\d{1,13}$/.test(length)) return Number(length)
  throw new Unreadable(`Content-Length is "${length.slice(0, 20)}", not a count of bytes`, row)
}

const isHttp = (fields: HeaderFields): boolean => /^application\/http\b/i.test(fields['content-type'] ?? '')

/** A response that was asked over HTTP, or a page kept as a resource. */
const isPage = (fields: HeaderFields): boolean =>
  fields['warc-type'] === 'response'
    ? isHttp(fields)
    : fields['warc-type'] === 'resource' && /html|json/i.test(fields['content-type'] ?? '')

function recorded(fields: HeaderFields, block: Uint8Array, row: number): Recorded {
  const url = (fields['warc-target-uri'] ?? '').replace(/^<|>$/g, '')
  const date = new Date(fields['warc-date'] ?? '')
  const seenAt = Number.isNaN(date.getTime()) ? null : date
  const about = { kind: 'record' as const, row, url, seenAt }
  if (fields['warc-type'] === 'resource') {
    const headers = { 'content-type': fields['content-type'] ?? '' }
    return { ...about, status: 200, headers, body: () => bodyOf(block, headers, row) }
  }
  const head = readHead(block, 0, true, row)
  const status = Number(/^HTTP\/\d(?:\.\d)?\s+(\d{3})/i.exec(head.first)?.[1] ?? 0)
  const message = (): HttpMessage => readHttpMessage(block, row)
  return { ...about, status, headers: head.fields, body: () => message().body }
}
