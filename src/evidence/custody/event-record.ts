import { z } from 'zod'
import { purchaseSteps } from '../../model/purchase.ts'
import { evidenceId, fileReference, hash, instant, money, person, text } from '../fields.ts'

const detailsOf = {
  accessed: z.looseObject({ how: z.enum(['viewed', 'downloaded']) }),
  copied: z.looseObject({ to: text, medium: text, sha256Before: text, sha256After: text }),
  exported: z.looseObject({
    ...{ to: text, medium: text, sha256Before: text, sha256After: text },
    recipient: person.optional(),
  }),
  verified: z.looseObject({ result: z.enum(['holds', 'broken']) }),
  ordered: z.looseObject({
    ...{ marketplace: text, listing: text, url: text, capture: text },
    seller: z.looseObject({ name: text }),
    ...{ order: text, item: text, quantity: z.int(), price: money, buyerName: text, deliveryAddress: text },
    orderedAt: instant,
  }),
  paid: z.looseObject({ reference: text, method: text, price: money, paidAt: instant }),
  received: z.looseObject({ carrier: text, tracking: text, receivedAt: instant, condition: text, sender: text }),
  photographed: z.looseObject({ bag: text.optional() }),
  bagged: z.looseObject({ bag: text, contents: text, sealedAt: instant, witness: person }),
  transferred: z.looseObject({
    ...{ bag: text, from: person, to: person, handedOverAt: instant, sealIntact: z.boolean() },
    acceptance: z.array(z.looseObject({ by: text, at: instant, statement: text })),
  }),
  examined: z.looseObject({
    ...{ bag: text, examiner: person, question: text, finding: z.enum(['counterfeit', 'genuine', 'undetermined']) },
    ...{ reportNumber: text, examinedAt: instant, newBag: text.optional() },
  }),
  stored: z.looseObject({ bag: text, place: text, storedAt: instant }),
  disposed: z.looseObject({ bag: text, how: text, authorisedBy: person, disposedAt: instant }),
  notified: z.looseObject({
    ...{ platform: text, right: text, reason: text, listings: z.array(text), sentAt: instant },
    how: z.enum(['form', 'mail', 'api', 'portal']),
  }),
  answered: z.looseObject({
    outcome: z.enum(['accepted', 'refused', 'countered', 'clarification', 'other']),
    receivedAt: instant,
  }),
  // Of the law's own subject, which no bundle holds: what may not be deleted, and what was.
  held: z.looseObject({ of: evidenceId }),
  released: z.looseObject({ of: evidenceId }),
  deleted: z.looseObject({ of: evidenceId, law: text, records: z.array(hash) }),
} as const

export type EventType = keyof typeof detailsOf

const common = {
  format: z.literal('morgiana-event/1'),
  id: evidenceId,
  subject: evidenceId,
  at: instant,
  by: person,
  reason: text,
  nonce: z.string().regex(/^[0-9a-f]{32}$/, 'is not 32 hex digits'),
  previous: hash.nullable(),
  files: z.array(z.looseObject({ ...fileReference.shape, what: text })),
  corrects: evidenceId.optional(),
}

const of = <T extends EventType>(type: T) =>
  z.looseObject({ ...common, type: z.literal(type), details: detailsOf[type] })

/** `events/<id>.json`: one thing that happened to evidence. */
export const eventRecord = z.discriminatedUnion('type', [
  of('accessed'),
  of('copied'),
  of('exported'),
  of('verified'),
  of('ordered'),
  of('paid'),
  of('received'),
  of('photographed'),
  of('bagged'),
  of('transferred'),
  of('examined'),
  of('stored'),
  of('disposed'),
  of('notified'),
  of('answered'),
  of('held'),
  of('released'),
  of('deleted'),
])
export type EventRecord = z.infer<typeof eventRecord>

/** A record as the vault keeps it. @throws ZodError, SyntaxError for bytes that are none */
export const readEvent = (bytes: Buffer): EventRecord => eventRecord.parse(JSON.parse(bytes.toString('utf8')))

/** When the thing itself happened, which is before it was written down; null where the record's own time is all. */
export function momentOf({ type, details }: EventRecord): string | null {
  switch (type) {
    case 'ordered':
      return details.orderedAt
    case 'paid':
      return details.paidAt
    case 'received':
    case 'answered':
      return details.receivedAt
    case 'bagged':
      return details.sealedAt
    case 'transferred':
      return details.handedOverAt
    case 'examined':
      return details.examinedAt
    case 'stored':
      return details.storedAt
    case 'disposed':
      return details.disposedAt
    case 'notified':
      return details.sentAt
    default:
      return null
  }
}

/** What is nothing without its file. */
export const needsFile: ReadonlySet<EventType> = new Set(['photographed', 'examined', 'notified', 'answered'])

const ofPurchase: ReadonlySet<EventType> = new Set(purchaseSteps)
export const isOfPurchase = ({ type }: { type: EventType }): boolean => ofPurchase.has(type)
