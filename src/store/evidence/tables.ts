import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { CaptureKind, CaptureState } from '../../evidence/capture/record.ts'
import type { CaptureJobState, CaptureOrder, EventFileRow } from './evidence-store.ts'

type Json<T extends object> = JSONColumnType<T>
type Instant = ColumnType<Date, Date, Date>
type MaybeInstant = ColumnType<Date | null, Date | null | undefined, Date | null>

/** The tables of migrations 0013, 0014 and 0021, where each column is explained. */
export type EvidenceTables = {
  evidence_tip: {
    one: Generated<boolean>
    origin: string
    machine: string
    size: number
    frontier: Buffer
    last_at: MaybeInstant
  }
  evidence_log: { index: number; type: string; subject: string; body: string }
  evidence_nodes: { level: number; index: number; hash: Buffer }
  evidence_heads: {
    size: number
    note: string
    made_at: Instant
    given_at: MaybeInstant
    given_to: Generated<string[]>
    stamp_sha256: string | null
    stamped_at: MaybeInstant
  }
  evidence_keys: {
    id: string
    purpose: 'log' | 'wacz'
    key_id: string
    key: string
    record_sha256: string
    entry: number
  }
  captures: {
    id: string
    kind: CaptureKind
    marketplace: string
    listing_id: string | null
    hit_id: string | null
    state: CaptureState
    outcome: 'present' | 'gone'
    why: string[]
    url: string
    final: string
    title: string
    finished_at: Instant
    record_sha256: string
    wacz_sha256: string
    wacz_bytes: number
    entry: number
    stamp_sha256: string | null
    stamped_at: MaybeInstant
    tsa: string | null
    stamp_entry: number | null
  }
  capture_jobs: {
    id: string
    marketplace: string
    kind: CaptureKind
    url: string
    listing_id: string | null
    hit_id: string | null
    requested: Json<CaptureOrder>
    requested_at: Instant
    state: Generated<CaptureJobState>
    why: string | null
    capture_id: string | null
    ended_at: MaybeInstant
    second_of: string | null
  }
  evidence_events: {
    id: string
    type: string
    subject: string
    at: Instant
    sha256: string
    entry: number
    files: Json<EventFileRow[]>
    bag: string | null
    marketplace: string | null
    listing_id: string | null
  }
  evidence_givings: {
    target: string
    size: number
    asked_at: Instant
    attempts: Generated<number>
    next_at: MaybeInstant
    given_at: MaybeInstant
    why: string | null
  }
  evidence_transfers: { purchase: string; offer: Json<Record<string, unknown>>; offered_at: Instant }
}
