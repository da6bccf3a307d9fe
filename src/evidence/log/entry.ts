import { z } from 'zod'
import { isSha256 } from '../hash.ts'
import { Malformed } from '../malformed.ts'
import { isEvidenceId } from '../names.ts'
import { readStrictJson } from '../strict-json.ts'
import { isInstant } from '../times.ts'

export const instant = z.string().refine(isInstant, 'not a UTC time with milliseconds')
export const hash = z.string().refine(isSha256, 'not a SHA-256 in small hexadecimal digits')
export const evidenceId = z.string().refine(isEvidenceId, 'not an id')

const common = {
  format: z.literal('morgiana-entry/1'),
  at: instant,
  subject: evidenceId,
  record: z.string().min(1),
  sha256: hash,
}
const entrySchema = z.discriminatedUnion('type', [
  z.looseObject({ ...common, type: z.literal('log') }),
  z.looseObject({ ...common, type: z.literal('key') }),
  z.looseObject({ ...common, type: z.literal('capture'), stamp: hash.nullable() }),
  z.looseObject({ ...common, type: z.literal('stamp') }),
  z.looseObject({ ...common, type: z.literal('event') }),
])

/** One leaf of the log: ids, times and hashes only, so that a record can be deleted under law and the tree stays whole. */
export type Entry = z.infer<typeof entrySchema>
export type EntryType = Entry['type']

/** An entry before it has its place and its time. */
export type NewEntry = { type: EntryType; subject: string; record: string; sha256: string; stamp?: string | null }

/** The exact bytes of the leaf: one line, kept as they are. */
export const entryText = ({ type, subject, record, sha256, stamp }: NewEntry, at: Date): string =>
  JSON.stringify({
    format: 'morgiana-entry/1',
    type,
    at: at.toISOString(),
    subject,
    record,
    sha256,
    ...(type === 'capture' && { stamp: stamp ?? null }),
  })

/** @throws Malformed */
export function readEntry(bytes: Uint8Array): Entry {
  if (bytes.includes(0x0a)) throw new Malformed('more than one line')
  const parsed = entrySchema.safeParse(readStrictJson(bytes))
  if (!parsed.success) throw new Malformed(firstIssue(parsed.error))
  if (parsed.data.type !== 'capture' && 'stamp' in parsed.data) {
    throw new Malformed('stamp stands in capture entries, and only there')
  }
  return parsed.data
}

/** The first thing that is wrong, as "field: what". */
function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues
  return issue ? `${issue.path.join('.') || 'it'}: ${issue.message}` : error.message
}

/** Where a record of this kind lies under `data/`. */
export const recordPath = {
  key: (id: string): string => `keys/${id}.txt`,
  capture: (id: string): string => `captures/${id}/capture.json`,
  stamp: (id: string): string => `captures/${id}/capture.json.tsr`,
  event: (id: string): string => `events/${id}.json`,
}

/** Whether a record's path fits what the entry says it is. */
export function fitsRecord({ type, subject, record }: Entry): boolean {
  switch (type) {
    case 'log':
    case 'key':
      return /^keys\/[a-z0-9-]+\.txt$/.test(record)
    case 'capture':
      return record === recordPath.capture(subject)
    case 'stamp':
      return record === recordPath.stamp(subject)
    case 'event':
      return /^events\/[a-z0-9-]+\.json$/.test(record)
  }
}
