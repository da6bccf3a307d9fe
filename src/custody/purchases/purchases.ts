import type { EventRecord } from '../../evidence/custody/event-record.ts'
import type { FieldFault } from '../../evidence/custody/purchase-details.ts'
import type { Person } from '../../evidence/fields.ts'
import type { PurchaseStep } from '../../model/purchase.ts'
import type { LoggedEvent } from '../../store/evidence/evidence-store.ts'

/** A file as somebody hands it in; what it is, its bytes say. */
export type GivenFile = { name: string; bytes: Uint8Array }

/** One step of a purchase, as it was typed. */
export type NewStep = {
  purchase: string
  step: Exclude<PurchaseStep, 'transferred'>
  by: Person
  reason: string
  given: Readonly<Record<string, unknown>>
  files: readonly GivenFile[]
  /** The event that this one puts right; both stay. */
  corrects?: string
}

/** A hand-over as one of the two offers it. `files`: what the other one signed on paper, where they do not sign in here. */
export type NewTransfer = Omit<NewStep, 'step' | 'corrects'>
export type Acceptance = {
  purchase: string
  by: Person
  statement: string
  sealIntact: boolean
  /** What the missing one signed on paper, when `by` is the other. */
  files: readonly GivenFile[]
}

export type Recorded = { event: string; entry: number }
/** An offered hand-over that waits for somebody. */
export type Waiting = {
  from: Person
  to: Person
  bag: string
  handedOverAt: string
  sealIntact: boolean
  waitsFor: string
}

export type PurchaseEvent = { row: LoggedEvent; record: EventRecord | null }
/** A purchase with all that happened to it; a record that was deleted under law is null. */
export type Purchase = {
  id: string
  events: readonly PurchaseEvent[]
  holder: string | null
  bag: string | null
  next: readonly PurchaseStep[]
  waiting: Waiting | null
}
export type PurchaseLine = { id: string; openedAt: Date; last: string; purchase: Purchase }

/** Something was typed wrongly, or may not come now: every reason, and nothing was written. */
export class PurchaseRefused extends Error {
  override readonly name = 'PurchaseRefused'
  readonly faults: readonly FieldFault[]
  constructor(faults: readonly FieldFault[]) {
    super(faults.map(({ field, says }) => (field === '' ? says : `${field} ${says}`)).join('; '))
    this.faults = faults
  }
}

/** Test purchases: each step an event of the evidence log, held to the rules before it is written. */
export type Purchases = {
  /** @throws PurchaseRefused */
  record(step: NewStep): Promise<Recorded>
  /** @returns the event when both have accepted already, null while one is waited for. @throws PurchaseRefused */
  offer(transfer: NewTransfer): Promise<Recorded | null>
  /** @throws PurchaseRefused when nothing waits, or for somebody else */
  accept(acceptance: Acceptance): Promise<Recorded>
  /** @returns false when nothing waited. @throws PurchaseRefused for who is neither of the two */
  withdraw(purchase: string, by: Person): Promise<boolean>
  load(id: string): Promise<Purchase | null>
  /** Newest first. */
  list(limit: number, listing?: { marketplace: string; id: string }): Promise<PurchaseLine[]>
}
