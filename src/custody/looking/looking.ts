import type { CaptureRecord } from '../../evidence/capture/record.ts'
import type { TextChange } from '../../evidence/compare/text-changes.ts'
import type { EventRecord } from '../../evidence/custody/event-record.ts'
import type { Person } from '../../evidence/fields.ts'
import type { Captured, HeadRow, LoggedEvent } from '../../store/evidence/evidence-store.ts'

/** A capture as it is looked at: what it holds, how it is proved, what happened to it. `record` is null once it was deleted under law. */
export type CaptureView = {
  row: Captured
  record: CaptureRecord | null
  loggedAt: string | null
  /** The first head that was given out after its entry; null while none was. */
  head: HeadRow | null
  events: { row: LoggedEvent; record: EventRecord | null }[]
  /** Names of its pictures, the first screen first. */
  pictures: string[]
}

/** A part of a picture that is not as in the other one; shares of its width and height. */
export type Box = { left: number; top: number; width: number; height: number }
export type CaptureChanges = {
  /** What the readers took from the page, where it differs. */
  fields: { field: 'title' | 'price' | 'seller' | 'state' | 'address'; before: string; after: string }[]
  text: TextChange[]
  /** In the whole page as pictured; null when the two cannot be held against each other (other widths). */
  boxes: { before: Box[]; after: Box[] } | null
  /** Names of the pictures that the boxes lie on, the uppermost first. */
  pictures: { before: string[]; after: string[] }
}

/** Another look of the same page, from another session or through another proxy, and what the two read differently. */
export type LookBeside = { row: Captured; egress: CaptureEgress | null; fields: CaptureChanges['fields'] }
export type CaptureEgress = { kind: 'direct' | 'proxy'; name?: string | undefined }

/** How evidence is looked at, without changing it; who looks is written down. */
export type Looking = {
  capture(id: string): Promise<CaptureView | null>
  /** Writes down that somebody looked, once in twelve hours. */
  noteAccess(view: CaptureView, by: Person, how: 'viewed' | 'downloaded'): Promise<void>
  /** One of its pictures, PNG as captured. */
  picture(id: string, name: string): Promise<Buffer | null>
  /** The stored page, whole, as one that runs and loads nothing. */
  replay(id: string): Promise<{ html: string; missing: number } | null>
  changes(before: string, after: string): Promise<CaptureChanges | null>
  /** The oldest first; `fields` are of the older one, then of the younger. */
  beside(view: CaptureView): Promise<LookBeside[]>
}
