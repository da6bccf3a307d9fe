import { type EventRecord, isOfPurchase } from '../../evidence/custody/event-record.ts'
import type { NewEvent } from '../keeper.ts'
import { keptFiles } from './given-files.ts'
import { PurchaseRefused } from './purchases.ts'

/** @throws PurchaseRefused when the event that is corrected is not one that stands, of the same type */
export function correctedBy({ corrects, type }: NewEvent, standing: readonly EventRecord[]): EventRecord | null {
  if (corrects === undefined) return null
  const wrong = standing.find(({ id }) => id === corrects)
  const refuse = (says: string) => new PurchaseRefused([{ field: 'corrects', says }])
  if (!wrong) throw refuse(`${corrects} is no event of this purchase that still stands`)
  if (wrong.type !== type) throw refuse(`${corrects} is ${wrong.type}: only ${wrong.type} corrects it`)
  return wrong
}

/**
 * What followed a wrong event, said again after its correction: what stands is read in the order of the log, and an order
 * that comes after its own parcel would break it. Nothing of it is changed but a bag's number that was the mistake.
 */
export function saidAgain(wrong: EventRecord, right: NewEvent, standing: readonly EventRecord[]): NewEvent[] {
  const [wrongBag, rightBag] = wrong.type === 'bagged' ? [wrong.details.bag, right.details['bag']] : [null, null]
  const followers = standing.slice(standing.indexOf(wrong) + 1)
  return followers
    .filter((event) => isOfPurchase(event) && event.type !== 'photographed')
    .map(({ id, type, subject, by, reason, details, files }): NewEvent => {
      const isOfBag = 'bag' in details && details.bag === wrongBag && wrongBag !== null
      return {
        ...{ type, subject, by, corrects: id },
        reason: `${reason} (said again after ${wrong.type} was corrected by ${right.by.name})`,
        details: { ...details, ...(isOfBag && { bag: rightBag }) },
        files: keptFiles({ files }),
      }
    })
}
