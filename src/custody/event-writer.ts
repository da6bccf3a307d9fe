import { randomBytes } from 'node:crypto'
import { type EventRecord, eventRecord } from '../evidence/custody/event-record.ts'
import type { EventRow } from '../store/evidence/evidence-store.ts'
import { ChainMoved, type Keeper, type NewEvent } from './keeper.ts'
import type { KeeperParts } from './keeper-parts.ts'

type KeptFile = { name: string; what: string; type: string; sha256: string; bytes: number }

/** Writes events: files first, then records, then their entries and rows. */
export function openEventWriter(
  { store, blobs, now }: Pick<KeeperParts, 'store' | 'blobs' | 'now'>,
  begin: Keeper['begin'],
): Pick<Keeper, 'recordEvent' | 'recordAfter'> {
  // Before anything is locked: photographs are large, and whoever appends waits.
  const keepFiles = async ({ files = [] }: NewEvent): Promise<KeptFile[]> => {
    const kept: KeptFile[] = []
    for (const { name, what, type, ...content } of files) {
      const place =
        'kept' in content ? content.kept : { sha256: await blobs.save(content.bytes), bytes: content.bytes.byteLength }
      kept.push({ name, what, type, ...place })
    }
    return kept
  }
  const write = async (event: NewEvent, files: readonly KeptFile[], previous: string | null): Promise<EventRow> => {
    const record = recordOf(event, files, previous, now())
    const sha256 = await blobs.save(Buffer.from(`${JSON.stringify(record, null, 2)}\n`))
    return rowOf(record, sha256)
  }
  const recordAll = async (
    [first, ...others]: readonly NewEvent[],
    fits: (previous: string | null) => boolean,
  ): Promise<Awaited<ReturnType<Keeper['recordAfter']>>> => {
    if (!first) return []
    await begin()
    const events: { event: NewEvent; files: KeptFile[] }[] = []
    for (const event of [first, ...others]) events.push({ event, files: await keepFiles(event) })
    return store.custody.register(
      first.subject,
      async (previous) => {
        if (!fits(previous)) throw new ChainMoved(`something else happened to ${first.subject} meanwhile`)
        const rows: EventRow[] = []
        for (const { event, files } of events) rows.push(await write(event, files, rows.at(-1)?.sha256 ?? previous))
        return rows
      },
      now,
    )
  }
  return {
    recordEvent: async (event) => {
      const [logged] = await recordAll([event], () => true)
      if (!logged) throw new Error('nothing was written down')
      return logged
    },
    recordAfter: (after, events) => recordAll(events, (previous) => previous === after),
  }
}

function recordOf(event: NewEvent, files: readonly KeptFile[], previous: string | null, at: Date): EventRecord {
  const { type, subject, by, reason, details, corrects } = event
  const id = `ev-${randomBytes(10).toString('hex')}`
  return eventRecord.parse({
    ...{ format: 'morgiana-event/1', id, type, subject, at: at.toISOString(), by, reason },
    // Without it a hash of words that can be guessed would give them away after the record is deleted.
    nonce: randomBytes(16).toString('hex'),
    previous,
    files: files.map(({ name, ...file }) => ({ path: `files/${id}/${name}`, ...file })),
    details,
    ...(corrects !== undefined && { corrects }),
  })
}

function rowOf(record: EventRecord, sha256: string): EventRow {
  const { id, type, subject, at, files } = record
  const own = files.map(({ path, sha256: hash, bytes }) => ({ path, sha256: hash, bytes }))
  return { id, type, subject, at: new Date(at), sha256, files: own, bag: bagOf(record), listing: listingOf(record) }
}

function bagOf({ type, details }: EventRecord): string | null {
  if (type === 'bagged') return details.bag
  return type === 'examined' ? (details.newBag ?? null) : null
}

const listingOf = ({ type, details }: EventRecord) =>
  type === 'ordered' ? { marketplace: details.marketplace, id: details.listing } : null
