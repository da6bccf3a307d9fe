import type { CaptureFields, CaptureRecord, ClockReading } from '../evidence/capture/record.ts'
import type { EventType } from '../evidence/custody/event-record.ts'
import type { Person } from '../evidence/fields.ts'
import type { Captured, HeadRow, LoggedEvent } from '../store/evidence/evidence-store.ts'

/** A capture that is whole in memory: its record but for what only the keeper knows, and the files of its package. */
export type UnsealedCapture = {
  record: Omit<CaptureFields, 'wacz' | 'parts' | 'format' | 'operator'>
  files: ReadonlyMap<string, { bytes: Uint8Array; type: string }>
}

/** A file of an event: its bytes, or what lies in the vault already. */
export type EventFile = { name: string; what: string; type: string } & (
  | { bytes: Uint8Array }
  | { kept: { sha256: string; bytes: number } }
)

/** Something that happened to evidence, to be written down. */
export type NewEvent = {
  type: EventType
  subject: string
  by: Person
  reason: string
  details: Record<string, unknown>
  files?: readonly EventFile[]
  /** The event that this one puts right; both stay. */
  corrects?: string
}

/** Another event of the same subject came in between: look again, and decide again. */
export class ChainMoved extends Error {
  override readonly name = 'ChainMoved'
}

export type Head = { origin: string; size: number; root: Buffer; note: string; key: string }

/** Who keeps the evidence: writes it, then logs it, stamps it, signs heads. Everything may be called by several processes. */
export type Keeper = {
  /** The name of this installation's log, its machine id. Makes log and keys on the first call. */
  begin(): Promise<{ origin: string; machine: string; organisation: string }>
  clock(): ClockReading | null
  keepCapture(capture: UnsealedCapture): Promise<Captured>
  recordEvent(event: NewEvent): Promise<LoggedEvent>
  /**
   * Several events of one subject, all or none, right after the one whose record has the hash `after` (null: they are its
   * first). @throws ChainMoved when somebody else has written one since
   */
  recordAfter(after: string | null, events: readonly NewEvent[]): Promise<LoggedEvent[]>
  /** The record of a capture, its exact bytes; null when it was deleted under law. */
  captureRecord(capture: Captured): Promise<{ bytes: Buffer; record: CaptureRecord } | null>
  /** The signed checkpoint of the whole log. */
  head(): Promise<Head>
  /** Signs, stamps and writes down to whom it goes; who is named in the settings is given it, too, when `giveDue` is called. */
  giveHead(to: string): Promise<{ head: Head; row: HeadRow }>
  /** Hands heads to those of the settings that wait for one. @returns what was tried; `why`: null when it was taken */
  giveDue(): Promise<{ target: string; size: number; why: string | null }[]>
  rotateKey(purpose: 'log' | 'wacz', reason: string): Promise<{ id: string; entry: number }>
  /** Asks for the stamps that are missing. @returns how many came */
  lateStamps(): Promise<number>
  /** Puts the head of the audit log into the log, once a day. */
  anchorAudit(): Promise<boolean>
}
