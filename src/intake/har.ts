import { z } from 'zod'
import { decodeBody } from '../model/charset.ts'
import { bytesOfBase64 } from './base64.ts'
import type { HeaderFields } from './header-fields.ts'
import { bodyOf } from './http-message.ts'
import { type Asked, limits, type Reading, type SourceFile, type Steps, Unreadable } from './intake.ts'
import { readJsonText } from './json-text.ts'
import { type Recorded, readRecorded } from './recorded.ts'
import { rowsSaid } from './unread-cells.ts'

const entriesMax = 200_000

const harShape = z.object({ log: z.object({ entries: z.array(z.unknown()) }) })
/** What tools leave out or write otherwise is missing; only address and status are needed. */
const lenient = z.string().optional().catch(undefined)
const entryShape = z.object({
  startedDateTime: lenient,
  request: z.object({ url: z.string() }),
  response: z.object({
    status: z.coerce.number().catch(0),
    headers: z
      .array(z.object({ name: z.string(), value: z.string() }))
      .optional()
      .catch(undefined),
    content: z.object({ mimeType: lenient, text: lenient, encoding: lenient }).optional().catch(undefined),
  }),
})
type Entry = z.infer<typeof entryShape>

/** HAR 1.2, as browsers save what they asked ("with content"): the responses that hold pages or answers of marketplaces. */
export function* readHar(file: SourceFile, asked: Asked): Steps<Reading> {
  const read = harShape.safeParse(parse(decodeBody(file.bytes)))
  if (!read.success) throw new Unreadable('no log.entries in it: not a HAR file')
  const { entries } = read.data.log
  if (entries.length > entriesMax)
    throw new Unreadable(`more than ${entriesMax} entries: split the file`, entriesMax + 1)
  const odd: number[] = []
  const all: Recorded[] = []
  let withText = 0
  entries.forEach((entry, at) => {
    const read = entryShape.safeParse(entry)
    if (!read.success) odd.push(at + 1)
    else {
      all.push(recorded(read.data, at + 1))
      if (read.data.response.content?.text !== undefined) withText += 1
    }
  })
  if (all.length === 0 && odd.length > 0)
    throw new Unreadable(`none of its ${odd.length} entries is as HAR says: a request with a url, and a response`)
  if (all.length > 0 && withText === 0)
    throw new Unreadable('the responses have no content: save it as "HAR with content"')
  const reading = yield* readRecorded(file, all, asked)
  if (odd.length === 0) return reading
  const said = `${odd.length} of ${entries.length} entries are not as HAR says and are passed over: ${rowsSaid(odd, 'entry', 'entries')}`
  return { ...reading, notes: [...reading.notes, said] }
}

function parse(text: string): unknown {
  const read = readJsonText(text)
  if (read.ok) return read.value
  const before = text.slice(0, read.at).split('\n')
  const column = (before.at(-1)?.length ?? 0) + 1
  throw new Unreadable(read.isCut ? 'not JSON, it ends too early' : 'not JSON', before.length, column)
}

function recorded({ startedDateTime, request, response }: Entry, row: number): Recorded {
  const { mimeType, text = '', encoding } = response.content ?? {}
  const date = new Date(startedDateTime ?? '')
  const packing = response.headers?.find((each) => each.name.toLowerCase() === 'content-encoding')?.value ?? ''
  const headers: HeaderFields = mimeType === undefined || mimeType === '' ? {} : { 'content-type': mimeType }
  return {
    kind: 'entry',
    row,
    url: request.url,
    // A page from the browser's own memory has no status of its own, or 304, and is there all the same.
    status: text !== '' && (response.status === 0 || response.status === 304) ? 200 : response.status,
    headers,
    seenAt: Number.isNaN(date.getTime()) ? null : date,
    body: () => {
      const bytes = isEncoded(text, encoding) ? bytesOfBase64(text) : null
      const body = bytes === null ? text : bodyOf(bytes, { ...headers, 'content-encoding': packing }, row)
      if (body.length > limits.pageBytes)
        throw new Unreadable(`a page of ${body.length} characters, more than ${limits.pageBytes}`, row)
      return body
    },
  }
}

/** Shorter texts may be words. */
const encodedUnitsMin = 40

/** Whether a text is base64: flags are set on plain pages, and left out of encoded ones, so the text itself is asked too. */
function isEncoded(text: string, flag: string | undefined): boolean {
  if (/^\s*[<{[]/.test(text.slice(0, 100))) return false
  return flag === undefined ? text.length >= encodedUnitsMin && !/\s/.test(text.slice(0, 60)) : /^base-?64$/i.test(flag)
}
