import { type EventRecord, readEvent } from '../../evidence/custody/event-record.ts'
import { type KeeperParts, lawSubject } from '../keeper-parts.ts'

export type Hold = { event: string; of: string; at: Date; by: string; reason: string }
/** `records`: hashes of what is no longer in the vault. */
export type Deletion = { event: string; of: string; at: Date; by: string; law: string; records: readonly string[] }
/**
 * What may not be deleted, and what was; by the id of the capture or purchase.
 * `last`: the hash of the newest event that this is read from; one that is written right after it relies on what stands here.
 */
export type LawStanding = {
  holds: ReadonlyMap<string, Hold>
  deletions: ReadonlyMap<string, Deletion>
  last: string | null
}

/** Read from the log's own events, never from a table: a row that is changed there lifts no hold. */
export async function lawStanding({ store, blobs }: Pick<KeeperParts, 'store' | 'blobs'>): Promise<LawStanding> {
  const [holds, deletions] = [new Map<string, Hold>(), new Map<string, Deletion>()]
  const rows = await store.custody.of([lawSubject])
  for (const { sha256 } of rows) {
    const bytes = await blobs.load(sha256)
    // Its absence is a fault that verify tells.
    if (bytes) take(readEvent(bytes), holds, deletions)
  }
  return { holds, deletions, last: rows.at(-1)?.sha256 ?? null }
}

function take(event: EventRecord, holds: Map<string, Hold>, deletions: Map<string, Deletion>): void {
  const said = { event: event.id, at: new Date(event.at), by: event.by.name }
  if (event.type === 'held') holds.set(event.details.of, { ...said, of: event.details.of, reason: event.reason })
  if (event.type === 'released') holds.delete(event.details.of)
  if (event.type === 'deleted') deletions.set(event.details.of, { ...said, ...event.details })
}
