import type { CaptureKind, CaptureState } from '../../evidence/capture/record.ts'
import type { Person } from '../../evidence/fields.ts'
import type { NewEntry } from '../../evidence/log/entry.ts'

/** The clock has gone back by more than the log allows: nothing is appended until somebody has looked. */
export class ClockWentBack extends Error {
  override readonly name = 'ClockWentBack'
}

/** Where the log stands. */
export type Tip = { origin: string; machine: string; size: number; root: Buffer; lastAt: Date | null }
/** A head that was signed; given out when `givenAt` is set. */
export type HeadRow = {
  size: number
  note: string
  madeAt: Date
  givenAt: Date | null
  givenTo: readonly string[]
  stamp: { sha256: string; at: Date } | null
}
/** A key that was announced; `keyId` names the file of its private side. */
export type KeyRow = {
  id: string
  purpose: 'log' | 'wacz'
  keyId: string
  key: string
  recordSha256: string
  entry: number
}
export type Appended = { index: number; at: Date }

/** The append-only log. Every append is one transaction with what it is about, in index order. */
export type EvidenceLogStore = {
  /** Makes the log where there is none. @returns where it stands */
  begin(origin: string, machine: string): Promise<Tip>
  tip(): Promise<Tip | null>
  /** @throws ClockWentBack */
  append(entries: readonly NewEntry[], now: Date): Promise<Appended[]>
  /** Appends the announcement of a key with its row. */
  appendKey(entry: NewEntry, key: Omit<KeyRow, 'entry'>, now: Date): Promise<Appended>
  keys(): Promise<KeyRow[]>
  /** Leaves in their order, their exact text. */
  leaves(from: number, limit: number): Promise<{ index: number; body: string }[]>
  leavesOf(subjects: readonly string[]): Promise<{ index: number; body: string }[]>
  leavesAt(indexes: readonly number[]): Promise<{ index: number; body: string }[]>
  /** The root of the first `size` entries. */
  rootAt(size: number): Promise<Buffer>
  /** The audit path of each index in the tree of `size`. */
  inclusion(indexes: readonly number[], size: number): Promise<Buffer[][]>
  consistency(old: number, size: number): Promise<Buffer[]>
  saveHead(size: number, note: string, now: Date): Promise<void>
  /** A note with one more signature in it, and the stamp of exactly that note. */
  replaceNote(size: number, note: string, stamp: { sha256: string; at: Date } | null): Promise<void>
  headAt(size: number): Promise<HeadRow | null>
  /** Writes down that it was given to somebody, and its stamp. @returns null when its note is no longer this one */
  giveHead(
    size: number,
    to: string,
    note: string,
    stamp: { sha256: string; at: Date } | null,
    now: Date,
  ): Promise<HeadRow | null>
  /** Every head that was given out, smallest first. */
  givenHeads(): Promise<HeadRow[]>
  newestHead(): Promise<HeadRow | null>
}

export type CaptureRow = {
  id: string
  kind: CaptureKind
  marketplace: string
  listing: string | null
  hit: string | null
  state: CaptureState
  outcome: 'present' | 'gone'
  /** Codes of what is missing. */
  why: readonly string[]
  url: string
  final: string
  title: string
  finishedAt: Date
  recordSha256: string
  waczSha256: string
  waczBytes: number
  stamp: { sha256: string; at: Date; tsa: string } | null
}
export type Captured = CaptureRow & { entry: number; stampEntry: number | null }
export type CaptureFilter = {
  hit?: string
  marketplace?: string
  listing?: string
  state?: CaptureState
  since?: Date
  limit: number
}

/** Who asked for a capture, on which ground; kept with the job until it is done. */
export type CaptureOrder = {
  by: Person
  onBehalfOf: string
  legalBasis: string
  purpose: string
}
export type CaptureJobState = 'planned' | 'done' | 'failed' | 'not-allowed'
export type CaptureJob = {
  id: string
  marketplace: string
  kind: CaptureKind
  url: string
  listing: string | null
  hit: string | null
  requested: CaptureOrder
  requestedAt: Date
  /** A capture of the same page, of which this is a second look: from another session, through another proxy where there is one. */
  secondOf?: string | null
}
export type CaptureJobEnd = { state: Exclude<CaptureJobState, 'planned'>; why: string | null; capture: string | null }
export type LoadedCaptureJob = CaptureJob & {
  state: CaptureJobState
  why: string | null
  capture: string | null
  secondOf: string | null
}

/** `decided`: somebody called it a counterfeit; else its score is what its watch asks for. */
export type HitToCapture = {
  decided: boolean
  score: number
  hit: string
  marketplace: string
  listing: string
  url: string
  brand: string
  by: string
}

export type CaptureStore = {
  /** Registers a capture that is on disk: its entry and its row, in one transaction. @throws ClockWentBack */
  register(capture: CaptureRow, now: Date): Promise<Appended>
  load(id: string): Promise<Captured | null>
  list(filter: CaptureFilter): Promise<Captured[]>
  unstamped(limit: number): Promise<Captured[]>
  /** A stamp that came late: an entry of its own. @returns null when it has one, or is not there */
  addStamp(id: string, stamp: { sha256: string; at: Date; tsa: string }, now: Date): Promise<Appended | null>
  /** @returns false when a job of that id is there already */
  plan(job: CaptureJob): Promise<boolean>
  job(id: string): Promise<LoadedCaptureJob | null>
  endJob(id: string, end: CaptureJobEnd, now: Date): Promise<void>
  /** Planned jobs that were asked for before a time: a crash may have forgotten to queue them. */
  planned(before: Date, limit: number): Promise<LoadedCaptureJob[]>
  /** Of a hit or a listing, newest first. */
  jobsOf(of: { hit: string } | { marketplace: string; listing: string }, limit: number): Promise<LoadedCaptureJob[]>
  /** Captures that are a second look of this one, or of which this one is; without itself. */
  looksBeside(id: string): Promise<string[]>
  /** What was read from the page leaves the rows of a capture and of its order; ids, hashes and times stay. */
  forget(id: string): Promise<void>
  /**
   * Captures that ended before a time, the oldest first, of which no bundle was made and from which nothing was ordered.
   * @param except ids that are left out
   */
  olderThan(before: Date, except: readonly string[], limit: number): Promise<Captured[]>
  /**
   * Hits that were never ordered to be captured, and are to be by what their watches say.
   * @param onVerdict for watches that say nothing
   */
  hitsToCapture(onVerdict: boolean, limit: number): Promise<HitToCapture[]>
}

export type EventFileRow = { path: string; sha256: string; bytes: number }
export type EventRow = {
  id: string
  type: string
  subject: string
  at: Date
  sha256: string
  files: readonly EventFileRow[]
  /** The bag that it closes or opens anew. */
  bag: string | null
  /** Of an order: what was bought. */
  listing: { marketplace: string; id: string } | null
}
export type LoggedEvent = EventRow & { entry: number }
/** A hand-over that waits for who has not accepted it yet. */
export type Transfer = { purchase: string; offer: Record<string, unknown>; offeredAt: Date }

export type CustodyStore = {
  /**
   * Writes events, all or none: `make` is given the hash of the subject's event before them, and gives the records' rows;
   * it runs while nobody else appends, so a chain never forks. @throws ClockWentBack, and what `make` throws
   */
  register(
    subject: string,
    make: (previous: string | null) => Promise<readonly EventRow[]>,
    now: () => Date,
  ): Promise<LoggedEvent[]>
  of(subjects: readonly string[]): Promise<LoggedEvent[]>
  load(id: string): Promise<LoggedEvent | null>
  /** Those of these hashes that events of other subjects name, too. */
  usedElsewhere(hashes: readonly string[], subject: string): Promise<string[]>
  /** Newest first. @param listing only purchases of this one */
  purchases(
    limit: number,
    listing?: { marketplace: string; id: string },
  ): Promise<{ id: string; at: Date; last: string }[]>
  /** The purchase whose bag has this number, or null. */
  purchaseOfBag(bag: string): Promise<string | null>
  offer(transfer: Transfer): Promise<void>
  offered(purchase: string): Promise<Transfer | null>
  withdraw(purchase: string): Promise<void>
}
