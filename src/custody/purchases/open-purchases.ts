import { needsFile } from '../../evidence/custody/event-record.ts'
import { readPurchaseDetails } from '../../evidence/custody/purchase-details.ts'
import { type PurchaseStep, purchaseForms } from '../../model/purchase.ts'
import { eventFiles, keptFiles } from './given-files.ts'
import { loadPurchase, recordsOf } from './load-purchase.ts'
import { type NewStep, PurchaseRefused, type Purchases, type Recorded } from './purchases.ts'
import { openTransfers } from './transfers.ts'
import { type PurchaseParts, writeNext } from './write-next.ts'

export function openPurchases(parts: PurchaseParts): Purchases {
  const { store } = parts
  return {
    record: (step) => recordStep(step, parts),
    ...openTransfers(parts),
    load: (id) => loadPurchase(id, parts),
    list: async (limit, listing) => {
      const lines = []
      for (const { id, at, last } of await store.custody.purchases(limit, listing)) {
        const purchase = await loadPurchase(id, parts)
        if (purchase) lines.push({ id, openedAt: at, last, purchase })
      }
      return lines
    },
  }
}

/** What a file of each step is, in a few words. */
const filesOf: Readonly<Record<PurchaseStep, string>> = {
  ordered: 'confirmation of the order',
  paid: 'receipt',
  received: 'of the parcel',
  photographed: 'photograph',
  bagged: 'of the bag',
  transferred: 'signed receipt',
  examined: 'examination report',
  stored: 'of the place',
  disposed: 'of the disposal',
}

/** What a correction does not say, and its files, stay as they were. */
async function recordStep(step: NewStep, parts: PurchaseParts): Promise<Recorded> {
  const { purchase: subject, step: type, by, reason, corrects } = step
  const files = eventFiles(step.files, filesOf[type])
  return writeNext(subject, parts, async (known) => {
    const wrong = corrects === undefined ? undefined : recordsOf(known?.events ?? []).find(({ id }) => id === corrects)
    const bag = asksBag(type) && known?.bag != null ? { bag: known.bag } : {}
    const read = readPurchaseDetails(type, { ...bag, ...wrong?.details, ...step.given }, parts.identity.organisation)
    const own = files.length === 0 && wrong ? keptFiles(wrong) : files
    const missing = needsFile.has(type) && own.length === 0
    const faults = [...(read.ok ? [] : read.faults), ...(missing ? [{ field: 'files', says: 'are missing' }] : [])]
    if (!read.ok || faults.length > 0) throw new PurchaseRefused(faults)
    const event = { type, subject, by, reason, details: read.details, files: own }
    return corrects === undefined ? event : { ...event, corrects }
  })
}

/** A bag is sealed under a number that is typed; later steps may leave it out. */
const asksBag = (type: PurchaseStep): boolean =>
  type !== 'bagged' && type !== 'photographed' && purchaseForms[type].fields.some(({ name }) => name === 'bag')
