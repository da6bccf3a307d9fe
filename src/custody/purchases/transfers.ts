import { readPurchaseDetails } from '../../evidence/custody/purchase-details.ts'
import type { Person } from '../../evidence/fields.ts'
import type { EventFile } from '../keeper.ts'
import { eventFiles } from './given-files.ts'
import { loadPurchase, type Offer, standingRecords, waitingOffer } from './load-purchase.ts'
import {
  type Acceptance,
  type GivenFile,
  type NewTransfer,
  type Purchase,
  PurchaseRefused,
  type Purchases,
  type Recorded,
} from './purchases.ts'
import { type PurchaseParts, writeNext } from './write-next.ts'

/** Hand-overs: offered by one of the two, written down when both have accepted. */
export function openTransfers(parts: PurchaseParts): Pick<Purchases, 'offer' | 'accept' | 'withdraw'> {
  return {
    offer: (transfer) => offer(transfer, parts),
    accept: (acceptance) => accept(acceptance, parts),
    withdraw: async (purchase, by) => {
      const waiting = await waitingOffer(purchase, parts)
      if (!waiting) return false
      oneOfTwo(waiting.details, by)
      await parts.store.custody.withdraw(purchase)
      return true
    },
  }
}

const refused = (field: string, says: string) => new PurchaseRefused([{ field, says }])

/** @throws PurchaseRefused for who is neither */
function oneOfTwo({ from, to }: { from: Person; to: Person }, by: Person): void {
  if (by.name !== from.name && by.name !== to.name) {
    throw refused('by', `is ${by.name}: a hand-over is between ${from.name} and ${to.name}`)
  }
}

async function offer(transfer: NewTransfer, parts: PurchaseParts): Promise<Recorded | null> {
  const { purchase: id, by, reason, given } = transfer
  const purchase = await loadPurchase(id, parts)
  if (!purchase?.holder) throw refused('', `${id} is not bagged yet: nobody holds it, so nobody can hand it over`)
  const read = readPurchaseDetails('transferred', { bag: purchase.bag, ...given }, parts.identity.organisation)
  if (!read.ok) throw new PurchaseRefused(read.faults)
  const from = holderOf(purchase, by)
  // The form's shape was just read; `from` and `acceptance` follow from who holds it and who says so.
  const details = { ...read.details, from } as Offer['details']
  oneOfTwo(details, by)
  if (details.from.name === details.to.name) throw refused('to', `is ${from.name}, who holds it already`)
  const at = parts.now().toISOString()
  const own = { by: by.name, at, statement: read.statement ?? '' }
  const other = by.name === from.name ? details.to : from
  const papers = await kept(transfer.files, parts)
  const acceptance = papers.length > 0 ? [own, onPaper(other, at, transfer.files)] : [own]
  const offered: Offer = { details, reason, acceptance, files: papers }
  if (acceptance.length === 2) return write(id, by, offered, parts)
  await parts.store.custody.offer({ purchase: id, offer: offered, offeredAt: parts.now() })
  return null
}

/** Who holds it as the records know them; the role of a name that was typed at a terminal is what it was then. */
function holderOf({ events, holder }: Purchase, by: Person): Person {
  if (by.name === holder) return by
  for (const record of standingRecords(events).reverse()) {
    if (record.type === 'transferred' && record.details.to.name === holder) return plain(record.details.to)
    if (record.type === 'bagged' && record.by.name === holder) return plain(record.by)
  }
  throw new Error(`nobody of the name ${holder} is in the records`)
}

const plain = ({ name, role, organisation }: Person): Person => ({ name, role, organisation })

const onPaper = ({ name }: Person, at: string, files: readonly GivenFile[]) => ({
  ...{ by: name, at },
  statement: `signed on paper: ${files.map((file) => file.name).join(', ')}`,
})

/** Paper is kept before it is said that somebody signed it. */
async function kept(files: readonly GivenFile[], { blobs }: PurchaseParts): Promise<Offer['files']> {
  const papers: Offer['files'] = []
  for (const file of eventFiles(files, 'signed receipt')) {
    if (!('bytes' in file)) continue
    const { name, what, type, bytes } = file
    papers.push({ name, what, type, kept: { sha256: await blobs.save(bytes), bytes: bytes.byteLength } })
  }
  return papers
}

async function accept(acceptance: Acceptance, parts: PurchaseParts): Promise<Recorded> {
  const { purchase: id, by, statement, sealIntact } = acceptance
  const [waiting, purchase] = [await waitingOffer(id, parts), await loadPurchase(id, parts)]
  if (!waiting || !purchase?.waiting) throw refused('', `nothing of ${id} waits to be accepted`)
  const { waitsFor, from, to } = purchase.waiting
  const papers = await kept(acceptance.files, parts)
  const isMissing = by.name === waitsFor
  if (!isMissing && papers.length === 0) {
    throw refused('by', `is ${by.name}: ${waitsFor} must accept it, or have signed on paper (as a file)`)
  }
  if (!isMissing) oneOfTwo(waiting.details, by)
  const at = parts.now().toISOString()
  const missing = waitsFor === from.name ? from : to
  const said = isMissing
    ? { by: by.name, at, statement }
    : { ...onPaper(missing, at, acceptance.files), statement: `${statement} (signed on paper)` }
  const details = { ...waiting.details, sealIntact: waiting.details.sealIntact && sealIntact }
  const whole = { ...waiting, details, acceptance: [...waiting.acceptance, said] }
  return write(id, by, { ...whole, files: numbered([...waiting.files, ...papers]) }, parts)
}

/** Two papers may have the same name. */
const numbered = (files: Offer['files']): Offer['files'] =>
  files.map((file, at) => ({ ...file, name: file.name.replace(/^\d\d/, String(at + 1).padStart(2, '0')) }))

async function write(id: string, by: Person, offer: Offer, parts: PurchaseParts): Promise<Recorded> {
  const { details, reason, acceptance } = offer
  const files: EventFile[] = offer.files
  const recorded = await writeNext(id, parts, async () => ({
    ...{ type: 'transferred' as const, subject: id, by, reason, details: { ...details, acceptance }, files },
  }))
  await parts.store.custody.withdraw(id)
  return recorded
}
