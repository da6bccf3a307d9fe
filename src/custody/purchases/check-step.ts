import { type EventRecord, eventRecord, needsFile } from '../../evidence/custody/event-record.ts'
import { custodyFaults } from '../../evidence/custody/purchase-rules.ts'
import { readEntry } from '../../evidence/log/entry.ts'
import { instantOf } from '../../evidence/times.ts'
import type { NewEvent } from '../keeper.ts'
import type { KeeperParts } from '../keeper-parts.ts'
import { PurchaseRefused } from './purchases.ts'

type Parts = Pick<KeeperParts, 'store' | 'now'>

/** A clock of a phone or a till may be a little ahead of ours. */
const aheadMs = 5_000

/**
 * What these events would break if they came next. They stand for records that are not written yet.
 * @returns what is said to people, each once; none when all would hold
 */
export function faultsOfNext(before: readonly EventRecord[], events: readonly NewEvent[], now: Date): string[] {
  const next = events.map((event, at) => asRecord(event, `ev-next-${at}`, now))
  const known = new Set(custodyFaults(before).map(({ event, says }) => `${event} ${says}`))
  const faults = custodyFaults([...before, ...next]).filter(({ event, says }) => !known.has(`${event} ${says}`))
  return [...new Set(faults.map(({ says }) => says))]
}

/** @throws PurchaseRefused when fields of it are not as a record has them */
function asRecord(event: NewEvent, id: string, now: Date): EventRecord {
  const { type, subject, by, reason, details, corrects, files = [] } = event
  const common = { format: 'morgiana-event/1', id, type, subject, at: now.toISOString(), by, reason, details }
  const read = eventRecord.safeParse({
    ...{ ...common, nonce: '0'.repeat(32), previous: null, files: [] },
    ...(corrects !== undefined && { corrects }),
  })
  if (!read.success) {
    throw new PurchaseRefused(
      read.error.issues.map(({ path, message }) => ({
        field: path.filter((part) => part !== 'details').join('.'),
        says: message,
      })),
    )
  }
  if (needsFile.has(type) && files.length === 0) {
    throw new PurchaseRefused([{ field: 'files', says: `are missing: ${type} is nothing without one` }])
  }
  const late = Object.entries(details).filter(
    ([name, value]) => name.endsWith('At') && typeof value === 'string' && instantOf(value) > now.getTime() + aheadMs,
  )
  if (late.length > 0) throw new PurchaseRefused(late.map(([field]) => ({ field, says: 'lies in the future' })))
  return read.data
}

/** What was bought must have been captured before: a capture of this listing, shown as it was. @throws PurchaseRefused */
export async function checkOrderedCapture({ details }: NewEvent, { store }: Parts): Promise<void> {
  const { capture, listing, marketplace, orderedAt } = details
  const refuse = (says: string) => new PurchaseRefused([{ field: 'capture', says }])
  const row = await store.captures.load(String(capture))
  if (!row) throw refuse(`${capture} is not there: capture the listing first (morgiana capture), then order`)
  if (row.state === 'refused') throw refuse(`${row.id} shows no listing: the marketplace refused it`)
  if (row.marketplace !== marketplace) throw refuse(`${row.id} is of ${row.marketplace}, not of ${marketplace}`)
  if (row.listing !== null && row.listing !== listing) throw refuse(`${row.id} is of listing ${row.listing}`)
  const [leaf] = await store.evidenceLog.leavesAt([row.entry])
  const at = leaf && readEntry(Buffer.from(leaf.body)).at
  if (at === undefined || instantOf(at) > instantOf(String(orderedAt))) {
    throw refuse(`${row.id} was logged at ${at}, after the order: a test purchase orders what was captured before`)
  }
}

/** A number closes one bag. @throws PurchaseRefused */
export async function checkBag({ type, subject, details }: NewEvent, { store }: Parts): Promise<void> {
  const [field, bag] = type === 'bagged' ? ['bag', details['bag']] : ['newBag', details['newBag']]
  if ((type !== 'bagged' && type !== 'examined') || typeof bag !== 'string') return
  const other = await store.custody.purchaseOfBag(bag)
  if (other !== null && other !== subject) {
    throw new PurchaseRefused([{ field: String(field), says: `${bag} is the bag of ${other}` }])
  }
}
