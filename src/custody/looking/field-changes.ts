import type { CaptureRecord } from '../../evidence/capture/record.ts'
import type { CaptureChanges } from './looking.ts'

/** What the readers took from two captures, where it differs; what one does not say is empty. */
export function fieldChanges(before: CaptureRecord, after: CaptureRecord): CaptureChanges['fields'] {
  const [old, young] = [fieldsOf(before), fieldsOf(after)]
  return (['title', 'price', 'seller', 'state', 'address'] as const)
    .map((field) => ({ field, before: old[field], after: young[field] }))
    .filter((each) => each.before !== each.after)
}

function fieldsOf({ subject, state, request, page }: CaptureRecord) {
  const { reading, outcome } = subject
  const price = reading?.price ? `${reading.price.amount} ${reading.price.currency}` : ''
  return {
    title: reading?.title ?? page.title,
    price: reading?.priceText ?? price,
    seller: reading?.seller ?? '',
    state: outcome === 'gone' ? `${state}, gone` : state,
    address: request.final,
  }
}
