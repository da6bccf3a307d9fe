import { type CaptureRecord, captureRecord } from '../evidence/capture/record.ts'
import { type EventRecord, readEvent } from '../evidence/custody/event-record.ts'
import { recordPath } from '../evidence/log/entry.ts'
import type { Captured, HeadRow, LoggedEvent } from '../store/evidence/evidence-store.ts'
import type { KeeperParts } from './keeper-parts.ts'

/** A file of the bundle: bytes of ours, or what lies in the vault under its hash. */
export type Content = Buffer | { sha256: string }
export type IncludedCapture = { row: Captured; record: CaptureRecord }
export type IncludedEvent = { row: LoggedEvent; record: EventRecord }

/** What was asked for, and all that belongs to it. */
export type Included = {
  captures: IncludedCapture[]
  purchases: string[]
  events: IncludedEvent[]
  withheld: { subject: string; why: string; sha256: string }[]
}

/** Something that was asked for is not there, or no longer. */
export class NothingToExport extends Error {
  override readonly name = 'NothingToExport'
}

type Parts = Pick<KeeperParts, 'store' | 'blobs'>

/**
 * Captures and purchases by id, the second looks of those captures, and the captures that orders name.
 * @throws NothingToExport for an id that is neither, and for a capture that was deleted
 */
export async function included(ids: readonly string[], { store, blobs }: Parts): Promise<Included> {
  const captures = new Map<string, IncludedCapture>()
  const purchases = new Set<string>()
  const take = async (id: string): Promise<boolean> => {
    const row = await store.captures.load(id)
    if (!row) return false
    const bytes = await blobs.load(row.recordSha256)
    if (!bytes || (await blobs.size(row.waczSha256)) === null) {
      throw new NothingToExport(
        `${id} is logged, but its bytes are no longer in the vault: it was deleted, or the vault is not whole (morgiana evidence verify ${id})`,
      )
    }
    captures.set(id, { row, record: captureRecord.parse(JSON.parse(bytes.toString('utf8'))) })
    return true
  }
  /** A second look that was deleted since is no reason to give the first one to nobody. */
  const takeBeside = async (id: string): Promise<void> => {
    if (captures.has(id)) return
    await take(id).catch((error: unknown) => {
      if (!(error instanceof NothingToExport)) throw error
    })
  }
  for (const id of new Set(ids)) {
    if (await take(id)) {
      for (const beside of await store.captures.looksBeside(id)) await takeBeside(beside)
      continue
    }
    const orders = (await store.custody.of([id])).filter(({ type }) => type === 'ordered')
    if (orders.length === 0)
      throw new NothingToExport(`there is no capture and no purchase "${id}": morgiana evidence list shows them`)
    purchases.add(id)
  }
  const events: IncludedEvent[] = []
  const withheld: Included['withheld'] = []
  const add = async (subjects: readonly string[]): Promise<void> => {
    for (const row of await store.custody.of(subjects)) {
      const bytes = await blobs.load(row.sha256)
      if (bytes) events.push({ row, record: readEvent(bytes) })
      else withheld.push({ subject: row.subject, why: 'deleted under law', sha256: row.sha256 })
    }
  }
  await add([...purchases])
  const ordered = events.flatMap(({ record }) => (record.type === 'ordered' ? record.details.capture : []))
  for (const id of ordered) if (!captures.has(id)) await take(id)
  await add([...captures.keys()])
  events.sort((a, b) => a.row.entry - b.row.entry)
  return { captures: [...captures.values()], purchases: [...purchases], events, withheld }
}

/** The paths of everything that lies in the vault already. */
export function vaultContent({ captures, events }: Included): Map<string, Content> {
  const content = new Map<string, Content>()
  for (const { row } of captures) {
    content.set(`data/${recordPath.capture(row.id)}`, { sha256: row.recordSha256 })
    content.set(`data/captures/${row.id}/capture.wacz`, { sha256: row.waczSha256 })
    if (row.stamp) content.set(`data/${recordPath.stamp(row.id)}`, { sha256: row.stamp.sha256 })
  }
  for (const { row } of events) {
    content.set(`data/${recordPath.event(row.id)}`, { sha256: row.sha256 })
    for (const { path, sha256 } of row.files) content.set(`data/${path}`, { sha256 })
  }
  return content
}

/** The heads that show how the log grew since before the oldest capture; only stamped ones tell when. */
export function olderHeads(heads: readonly HeadRow[], sealed: number, { captures }: Included): HeadRow[] {
  const stamped = heads.filter(({ size, stamp }) => stamp && size < sealed)
  const oldest = Math.min(...captures.map(({ row }) => row.entry))
  const before = stamped.findLast(({ size }) => size <= oldest)
  return stamped.filter(({ size }) => size >= (before?.size ?? 0))
}
