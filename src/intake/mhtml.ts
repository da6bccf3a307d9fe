import { decodeBody } from '../model/charset.ts'
import { bytesOfBase64 } from './base64.ts'
import { type HeaderFields, parameterOf, readHead } from './header-fields.ts'
import { type Asked, limits, type Part, type Reading, type SourceFile, type Steps, Unreadable } from './intake.ts'
import { marketplaceOfPage, readPage } from './page.ts'

/** More parts (pictures, styles) than a browser saves with a page. */
const partsMax = 5_000

/** A page saved as one file (RFC 2557): its first HTML part, or the one that the header calls the start. */
/** Its page is one slice: a reader of pages does not stop in the middle of one. */
// biome-ignore lint/correctness/useYield: see above
export function* readMhtml(file: SourceFile, asked: Asked): Steps<Reading> {
  const { fields, end } = readHead(file.bytes, 0, false, 1)
  const type = fields['content-type']
  if (!/^multipart\/related\b/i.test(type ?? '')) throw new Unreadable('not multipart/related: no saved page')
  const boundary = parameterOf(type, 'boundary')
  if (boundary === undefined || boundary === '') throw new Unreadable('the header names no boundary')
  const root = rootOf(partsOf(file.bytes, end, boundary), parameterOf(type, 'start'))
  const date = new Date(fields['date'] ?? '')
  const seenAt = Number.isNaN(date.getTime()) ? null : date
  const url = fields['snapshot-content-location'] ?? root.fields['content-location'] ?? ''
  const page = {
    url: URL.canParse(url) ? url : 'file:///page',
    status: 200,
    headers: {},
    body: decodeBody(decoded(root), root.fields['content-type']),
    fetchedAt: seenAt ?? new Date(0),
  }
  const marketplace = marketplaceOfPage(page, asked)
  if (marketplace === null)
    throw new Unreadable(
      `a page of ${url.slice(0, 100) || 'nobody says whom'}: name its marketplace with --marketplace`,
    )
  return { parts: [withReason(readPage(page, marketplace, 'page', seenAt))], notes: [], mistakes: [] }
}

/** Chromium leaves scripts out of such a file, and some marketplaces keep their results in them. */
function withReason(part: Part): Part {
  if (part.missing?.state !== 'changed') return part
  const why = `${part.missing.why}; a page saved as one file has lost its scripts: save it as "complete", or as HAR`
  return { ...part, missing: { ...part.missing, why } }
}

type MimePart = { row: number; fields: HeaderFields; body: Uint8Array }

/** The parts between the boundaries. @throws Unreadable at the part's number when the last boundary is missing */
function* partsOf(bytes: Uint8Array, start: number, boundary: string): Generator<MimePart> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const mark = `--${boundary}`
  let at = buffer.indexOf(mark, start, 'latin1')
  if (at < 0) throw new Unreadable('its boundary is nowhere in it: it ends too early')
  for (let row = 1; ; row += 1) {
    const after = at + mark.length
    if (buffer.toString('latin1', after, after + 2) === '--') return
    if (row > partsMax) throw new Unreadable(`more than ${partsMax} parts`, row)
    const next = buffer.indexOf(`\n${mark}`, after, 'latin1')
    if (next < 0) throw new Unreadable(`part ${row} has no boundary at its end: the file ends too early`, row)
    const line = buffer.indexOf('\n', after, 'latin1') + 1
    const { fields, end } = readHead(buffer.subarray(0, next + 1), line, false, row)
    yield { row, fields, body: buffer.subarray(end, buffer[next - 1] === 0x0d ? next - 1 : next) }
    at = next + 1
  }
}

function rootOf(parts: Iterable<MimePart>, start: string | undefined): MimePart {
  let first: MimePart | null = null
  let named: MimePart | null = null
  // All are gone through, so that a file that ends too early is told.
  for (const part of parts) {
    if (start !== undefined && part.fields['content-id'] === start) named ??= part
    if (/^(?:text\/html|application\/xhtml\+xml)\b/i.test(part.fields['content-type'] ?? '')) first ??= part
  }
  const root = named ?? first
  if (root === null) throw new Unreadable('no HTML part in it')
  if (root.body.length > limits.pageBytes)
    throw new Unreadable(`a page of ${root.body.length} bytes, more than ${limits.pageBytes}`, root.row)
  return root
}

function decoded({ row, fields, body }: MimePart): Uint8Array {
  const encoding = (fields['content-transfer-encoding'] ?? '8bit').toLowerCase()
  if (encoding === 'quoted-printable') return unquoted(body)
  if (encoding === '7bit' || encoding === '8bit' || encoding === 'binary') return body
  if (encoding !== 'base64')
    throw new Unreadable(`content-transfer-encoding "${encoding.slice(0, 30)}" is unknown`, row)
  const bytes = bytesOfBase64(new TextDecoder('latin1').decode(body))
  // Some tools write the page as it is, and say base64 of it as of the pictures.
  return bytes ?? body
}

/** RFC 2045 §6.7; an "=" that escapes nothing stays, as mail programs have it. */
function unquoted(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length)
  let length = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte !== 0x3d) {
      out[length++] = byte
      continue
    }
    if (bytes[at + 1] === 0x0a) at += 1
    else if (bytes[at + 1] === 0x0d && bytes[at + 2] === 0x0a) at += 2
    else {
      const code = Number.parseInt(String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0), 16)
      const isEscape = isHex(bytes[at + 1]) && isHex(bytes[at + 2])
      out[length++] = isEscape ? code : byte
      if (isEscape) at += 2
    }
  }
  return out.subarray(0, length)
}

const isHex = (byte = 0): boolean =>
  (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66)
