/** What happens to a test purchase, in its usual order. Each word is the type of an event in the evidence log. */
export const purchaseSteps = [
  'ordered',
  'paid',
  'received',
  'photographed',
  'bagged',
  'transferred',
  'examined',
  'stored',
  'disposed',
] as const
export type PurchaseStep = (typeof purchaseSteps)[number]

export const findings = ['counterfeit', 'genuine', 'undetermined'] as const

/**
 * One thing that is typed. `words`: a line; `text`: several; `bag`: a number that a barcode holds; `instant`: UTC with milliseconds; `count`: a whole number;
 * `money`: amount and currency; `person`: name, role, organisation; `yes-no`; `finding`.
 */
export type PurchaseField = {
  name: string
  kind: 'words' | 'text' | 'bag' | 'instant' | 'count' | 'money' | 'person' | 'yes-no' | 'finding'
  isOptional?: true
}
/** `must`: the step is nothing without a file. */
export type PurchaseForm = { fields: readonly PurchaseField[]; files: 'must' | 'may' }

const words = (name: string): PurchaseField => ({ name, kind: 'words' })
const text = (name: string): PurchaseField => ({ name, kind: 'text' })
const instant = (name: string): PurchaseField => ({ name, kind: 'instant' })
const person = (name: string): PurchaseField => ({ name, kind: 'person' })
const bag = (name: string): PurchaseField => ({ name, kind: 'bag' })
const price: PurchaseField = { name: 'price', kind: 'money' }
const optional = (field: PurchaseField): PurchaseField => ({ ...field, isOptional: true })

/** What each step asks for: what `details` of its event hold, but for what follows from the steps before it. */
export const purchaseForms: Readonly<Record<PurchaseStep, PurchaseForm>> = {
  ordered: {
    fields: [
      ...[words('capture'), words('marketplace'), words('listing'), words('url')],
      ...[words('seller'), optional(words('sellerId')), words('order'), words('item')],
      { name: 'quantity', kind: 'count' },
      ...[price, words('buyerName'), text('deliveryAddress'), instant('orderedAt')],
    ],
    files: 'may',
  },
  paid: { fields: [words('reference'), words('method'), price, instant('paidAt')], files: 'may' },
  received: {
    fields: [words('carrier'), words('tracking'), instant('receivedAt'), text('condition'), text('sender')],
    files: 'may',
  },
  photographed: { fields: [optional(bag('bag'))], files: 'must' },
  bagged: { fields: [bag('bag'), text('contents'), instant('sealedAt'), person('witness')], files: 'may' },
  transferred: {
    fields: [
      ...[bag('bag'), person('to'), instant('handedOverAt'), { name: 'sealIntact', kind: 'yes-no' } as const],
      text('statement'),
    ],
    files: 'may',
  },
  examined: {
    fields: [
      ...[bag('bag'), person('examiner'), text('question'), { name: 'finding', kind: 'finding' } as const],
      ...[words('reportNumber'), instant('examinedAt'), optional(bag('newBag'))],
    ],
    files: 'must',
  },
  stored: { fields: [bag('bag'), words('place'), instant('storedAt')], files: 'may' },
  disposed: {
    fields: [bag('bag'), words('how'), person('authorisedBy'), instant('disposedAt')],
    files: 'may',
  },
}

/** Steps after which the bag, and who holds it, are known. */
const needBag: ReadonlySet<PurchaseStep> = new Set(['transferred', 'examined', 'stored', 'disposed'])

/** What may come next, when these steps are done; in the usual order. */
export function nextSteps(done: ReadonlySet<string>): PurchaseStep[] {
  if (done.has('disposed')) return []
  if (!done.has('ordered')) return ['ordered']
  return purchaseSteps.filter((step) => {
    if (needBag.has(step)) return done.has('bagged')
    if (step === 'photographed') return true
    if (step === 'paid') return !done.has('paid') && !done.has('received')
    if (step === 'received') return !done.has('received') && !done.has('bagged')
    return step === 'bagged' && done.has('received') && !done.has('bagged')
  })
}
