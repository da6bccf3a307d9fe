import { z } from 'zod'
import { type EventRecord, readEvent } from '../../evidence/custody/event-record.ts'
import { standing, standingOf } from '../../evidence/custody/purchase-rules.ts'
import { hash, instant, person, text } from '../../evidence/fields.ts'
import { nextSteps } from '../../model/purchase.ts'
import type { KeeperParts } from '../keeper-parts.ts'
import type { Purchase, PurchaseEvent, Waiting } from './purchases.ts'

type Parts = Pick<KeeperParts, 'store' | 'blobs'>

/** A hand-over as it is kept while it waits. */
export const offerSchema = z.object({
  details: z.object({ bag: text, from: person, to: person, handedOverAt: instant, sealIntact: z.boolean() }),
  reason: text,
  acceptance: z.array(z.object({ by: text, at: instant, statement: text })),
  files: z.array(z.object({ name: text, what: text, type: text, kept: z.object({ sha256: hash, bytes: z.int() }) })),
})
export type Offer = z.infer<typeof offerSchema>

/** @returns null when there is no such purchase */
export async function loadPurchase(id: string, parts: Parts): Promise<Purchase | null> {
  const rows = await parts.store.custody.of([id])
  if (!rows.some(({ type }) => type === 'ordered')) return null
  const events: PurchaseEvent[] = []
  for (const row of rows) {
    const bytes = await parts.blobs.load(row.sha256)
    events.push({ row, record: bytes && readEvent(bytes) })
  }
  const { holder, bag, done } = standingOf(recordsOf(events))
  const offer = await waitingOffer(id, parts)
  // One that is no longer what stands was overtaken: it waits for nobody.
  const isFresh = offer !== null && offer.details.from.name === holder && offer.details.bag === bag
  return { id, events, holder, bag, next: nextSteps(done), waiting: isFresh ? waitingOf(offer) : null }
}

export const recordsOf = (events: readonly PurchaseEvent[]): EventRecord[] =>
  events.flatMap(({ record }) => record ?? [])

/** The steps that count: what no later event corrects. */
export const standingRecords = (events: readonly PurchaseEvent[]): EventRecord[] => standing(recordsOf(events))

export async function waitingOffer(id: string, { store }: Parts): Promise<Offer | null> {
  const transfer = await store.custody.offered(id)
  return transfer && offerSchema.parse(transfer.offer)
}

function waitingOf({ details, acceptance }: Offer): Waiting {
  const { from, to, bag, handedOverAt, sealIntact } = details
  const missing = [from, to].find(({ name }) => !acceptance.some(({ by }) => by === name))
  return { from, to, bag, handedOverAt, sealIntact, waitsFor: missing?.name ?? to.name }
}
