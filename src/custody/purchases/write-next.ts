import type { EventRecord } from '../../evidence/custody/event-record.ts'
import { isEvidenceId } from '../../evidence/names.ts'
import { nextSteps } from '../../model/purchase.ts'
import { ChainMoved, type Keeper, type NewEvent } from '../keeper.ts'
import type { KeeperParts } from '../keeper-parts.ts'
import { checkBag, checkOrderedCapture, faultsOfNext } from './check-step.ts'
import { correctedBy, saidAgain } from './corrections.ts'
import { loadPurchase, recordsOf, standingRecords } from './load-purchase.ts'
import { type Purchase, PurchaseRefused, type Recorded } from './purchases.ts'

export type PurchaseParts = Pick<KeeperParts, 'store' | 'blobs' | 'identity' | 'now'> & {
  keeper: Pick<Keeper, 'recordAfter'>
}

/** How often somebody else may come in between before a step gives up. */
const attemptsMax = 5

/**
 * Writes one step, with whatever must be said again after it, once all of it would hold; looks again when something else
 * happened to the purchase in between.
 * @throws PurchaseRefused
 */
export async function writeNext(
  id: string,
  parts: PurchaseParts,
  make: (purchase: Purchase | null) => Promise<NewEvent>,
): Promise<Recorded> {
  if (!isEvidenceId(id)) {
    throw new PurchaseRefused([
      { field: 'purchase', says: 'is named by 4 to 64 small letters, digits and hyphens, such as buy-2026-07' },
    ])
  }
  for (let attempt = 1; ; attempt++) {
    const known = await loadPurchase(id, parts)
    if (known?.events.some(({ record }) => record === null)) {
      throw new PurchaseRefused([{ field: '', says: `${id} was deleted under law in part: nothing is added to it` }])
    }
    if (!known && (await parts.store.captures.load(id))) {
      throw new PurchaseRefused([{ field: 'purchase', says: `${id} is a capture: name the purchase otherwise` }])
    }
    const events = await checked(await make(known), known, parts)
    const after = known?.events.at(-1)?.row.sha256 ?? null
    try {
      const [logged] = await parts.keeper.recordAfter(after, events)
      if (!logged) throw new Error('nothing was written down')
      return { event: logged.id, entry: logged.entry }
    } catch (error) {
      if (!(error instanceof ChainMoved) || attempt === attemptsMax) throw error
    }
  }
}

/** The event and what must be said again after it. @throws PurchaseRefused */
async function checked(event: NewEvent, known: Purchase | null, parts: PurchaseParts): Promise<NewEvent[]> {
  const before = known ? recordsOf(known.events) : []
  const standing = known ? standingRecords(known.events) : []
  const wrong = correctedBy(event, standing)
  if (!wrong) refuseOutOfTurn(event, standing)
  if (event.type === 'ordered') await checkOrderedCapture(event, parts)
  await checkBag(event, parts)
  const alone = faultsOfNext(before, [event], parts.now())
  if (alone.length === 0) return [event]
  const all = wrong ? [event, ...saidAgain(wrong, event, standing)] : [event]
  const faults = wrong ? faultsOfNext(before, all, parts.now()) : alone
  if (faults.length > 0) throw new PurchaseRefused(faults.map((says) => ({ field: '', says })))
  return all
}

function refuseOutOfTurn({ type, subject }: NewEvent, standing: readonly EventRecord[]): void {
  const done = new Set(standing.map((each) => each.type))
  const next = nextSteps(done)
  if (next.some((step) => step === type)) return
  const says = done.has('disposed')
    ? `${subject} is disposed of: nothing follows`
    : done.has(type)
      ? `${subject} has ${type} already: correct that event, or name another purchase`
      : `${type} cannot come now: next may be ${next.join(', ')}`
  throw new PurchaseRefused([{ field: '', says }])
}
