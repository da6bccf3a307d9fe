import { z } from 'zod'
import { decodeBody } from '../model/charset.ts'
import type { HeaderFields } from './header-fields.ts'
import { type Asked, limits, type Reading, type SourceFile, Unreadable } from './intake.ts'
import { readJsonText } from './json-text.ts'
import { type Recorded, readRecorded } from './recorded.ts'

/** It is one JSON text, which is held whole. */
const harBytesMax = 256 * 1024 * 1024
const entriesMax = 200_000

const harShape = z.object({ log: z.object({ entries: z.array(z.unknown()) }) })
const entryShape = z.object({
  startedDateTime: z.string().optional(),
  request: z.object({ url: z.string() }),
  response: z.object({
    status: z.number(),
    content: z
      .object({ mimeType: z.string().optional(), text: z.string().optional(), encoding: z.string().optional() })
      .optional(),
  }),
})
type Entry = z.infer<typeof entryShape>

/** HAR 1.2, as browsers save what they asked ("with content"): the responses that hold pages or answers of marketplaces. */
export function readHar(file: SourceFile, asked: Asked): Reading {
  if (file.bytes.length > harBytesMax) throw new Unreadable(`${file.bytes.length} bytes, more than ${harBytesMax}`)
  const read = harShape.safeParse(parse(decodeBody(file.bytes)))
  if (!read.success) throw new Unreadable('no log.entries in it: not a HAR file')
  const { entries } = read.data.log
  if (entries.length > entriesMax)
    throw new Unreadable(`more than ${entriesMax} entries: split the file`, entriesMax + 1)
  const all = entries.map((entry, at) => entryOf(entry, at + 1))
  if (all.length > 0 && all.every((entry) => entry.response.content?.text === undefined)) {
    throw new Unreadable('the responses have no content: save it as "HAR with content"')
  }
  return readRecorded(file, all.map(recorded), asked)
}

function parse(text: string): unknown {
  const read = readJsonText(text)
  if (read.ok) return read.value
  const before = text.slice(0, read.at).split('\n')
  const column = (before.at(-1)?.length ?? 0) + 1
  throw new Unreadable(read.isCut ? 'not JSON, it ends too early' : 'not JSON', before.length, column)
}

/** A mistake's row is the entry's number, from 1. */
function entryOf(entry: unknown, row: number): Entry {
  const read = entryShape.safeParse(entry)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new Unreadable(`entry ${row}: ${issue?.path.join('.') || 'entry'}: ${issue?.message ?? 'not as HAR says'}`, row)
}

function recorded({ startedDateTime, request, response }: Entry, at: number): Recorded {
  const { mimeType = '', text = '', encoding } = response.content ?? {}
  const date = new Date(startedDateTime ?? '')
  const headers: HeaderFields = { 'content-type': mimeType }
  return {
    row: at + 1,
    url: request.url,
    status: response.status,
    headers,
    seenAt: Number.isNaN(date.getTime()) ? null : date,
    body: () => {
      const body = encoding === 'base64' ? decodeBody(base64(text, at + 1), mimeType) : text
      if (body.length > limits.pageBytes)
        throw new Unreadable(`a page of ${body.length} characters, more than ${limits.pageBytes}`, at + 1)
      return body
    },
  }
}

function base64(text: string, row: number): Uint8Array {
  if (!/^[A-Za-z0-9+/\s]*=*\s*$/.test(text))
    throw new Unreadable(`entry ${row}: its content is not base64, as it says`, row)
  return Buffer.from(text, 'base64')
}
