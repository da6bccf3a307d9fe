import { type HeaderFields, readHead } from './header-fields.ts'
import { bodyOf, type HttpMessage, readHttpMessage } from './http-message.ts'
import { type Asked, limits, type Reading, type SourceFile, type Steps, Unreadable } from './intake.ts'
import { type Recorded, readRecorded } from './recorded.ts'
import { unpack } from './unpack.ts'

const recordsMax = 2_000_000

/** WARC 1.0 and 1.1 (ISO 28500), plain or gzip by record or as a whole: response and resource records. */
export function* readWarc(file: SourceFile, asked: Asked): Steps<Reading> {
  const bytes = isGzip(file.bytes) ? unpack('gzip', file.bytes, limits.unpackedBytes) : file.bytes
  if (isGzip(bytes)) throw new Unreadable('gzip inside gzip: refused')
  const counts = { revisits: 0, segments: 0 }
  const reading = yield* readRecorded(file, responsesOf(bytes, counts), asked)
  const notes = [...reading.notes]
  if (counts.revisits > 0) notes.push(`${counts.revisits} revisit records hold no page and are passed over`)
  if (counts.segments > 0) notes.push(`${counts.segments} records in segments are passed over`)
  return { ...reading, notes }
}

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

type Counts = { revisits: number; segments: number }

/** Record by record; a mistake's row is the record's number, from 1. */
function* responsesOf(bytes: Uint8Array, counts: Counts): Generator<Recorded> {
  let at = 0
  for (let row = 1; ; row += 1) {
    while (bytes[at] === 0x0d || bytes[at] === 0x0a) at += 1
    if (at >= bytes.length) return
    if (row > recordsMax) throw new Unreadable(`more than ${recordsMax} records: split the file`, row)
    const { first, fields, end } = headOf(bytes, at, row)
    if (!/^WARC\/1\.\d$/.test(first))
      throw new Unreadable(`${first.slice(0, 20)} cannot be read, WARC/1.0 and WARC/1.1 can`, row)
    const length = lengthOf(fields, row)
    if (end + length > bytes.length) {
      throw new Unreadable(
        `the record says ${length} bytes, and ${bytes.length - end} are left: the file ends too early`,
        row,
      )
    }
    const block = bytes.subarray(end, end + length)
    at = end + length
    if (fields['warc-type'] === 'revisit') counts.revisits += 1
    else if (fields['warc-segment-number'] !== undefined) counts.segments += 1
    else if (isPage(fields)) yield recorded(fields, block, row)
  }
}

function headOf(bytes: Uint8Array, at: number, row: number) {
  const mark = new TextDecoder('latin1').decode(bytes.subarray(at, at + 5))
  if (mark !== 'WARC/') {
    const where =
      row === 1 ? 'the file does not begin with a WARC record' : `no record begins where record ${row - 1} says it ends`
    throw new Unreadable(where, row)
  }
  return readHead(bytes, at, true, row)
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
