import type { CaptureRecord } from '../capture/record.ts'
import type { EventRecord } from '../custody/event-record.ts'

export type ReportedCapture = {
  record: CaptureRecord
  recordSha256: string
  entry: number
  stampedAt: string | null
  tsa: string | null
  /** Data URIs, first the viewport. */
  pictures: readonly string[]
}
export type Report = {
  bundle: string
  made: string
  purpose: string
  organisation: string
  origin: string
  head: { size: number; root: string }
  captures: readonly ReportedCapture[]
  events: readonly EventRecord[]
  /** Data URIs of photographs, by their path in the bundle. */
  photographs: ReadonlyMap<string, string>
}
