import type { Label } from '../../evidence/label/label.ts'
import { standingRecords } from './load-purchase.ts'
import type { Purchase } from './purchases.ts'

/** The label of the bag that a purchase lies in now; null before it is bagged. */
export function labelOf({ id, events, bag }: Purchase, organisation: string): Label | null {
  if (bag === null) return null
  const records = standingRecords(events)
  const ordered = records.find(({ type }) => type === 'ordered')
  const closed = records.find(
    ({ type, details }) =>
      (type === 'bagged' && details.bag === bag) || (type === 'examined' && details.newBag === bag),
  )
  if (closed?.type !== 'bagged' && closed?.type !== 'examined') return null
  return {
    ...{ organisation, purchase: id, bag },
    what: ordered?.type === 'ordered' ? `${ordered.details.marketplace} ${ordered.details.listing}` : '',
    sealedAt: closed.type === 'bagged' ? closed.details.sealedAt : closed.details.examinedAt,
    event: events.find(({ row }) => row.id === closed.id)?.row.sha256 ?? '',
  }
}
