import { instantOf } from '../times.ts'
import { type EventRecord, type EventType, isOfPurchase, momentOf } from './event-record.ts'

/** A rule that an event breaks: which one, and how. */
export type CustodyFault = { event: string; says: string }

/** How far two clocks may differ before an order of times is a contradiction. */
const toleranceMs = 5_000

const needed: Readonly<Partial<Record<EventType, EventType>>> = {
  ...{ paid: 'ordered', received: 'ordered', bagged: 'received', transferred: 'bagged' },
  ...{ examined: 'bagged', stored: 'bagged', disposed: 'bagged' },
}
const once: ReadonlySet<EventType> = new Set(['ordered', 'paid', 'received', 'bagged'])

type Held = { holder: string | null; bag: string | null; done: Set<EventType>; lastMs: number }

/**
 * Holds a purchase to the rules of EVIDENCE §4: first ordered; paid, received and bagged once and in order; who holds
 * the bag, which bag, nothing after disposed; times in the order of the log. What a later event corrects is left out.
 * @param events of one purchase, in log order
 * @returns every breach; none for what is no purchase
 */
export function custodyFaults(events: readonly EventRecord[]): CustodyFault[] {
  const [first] = events
  if (!first || !events.some(isOfPurchase)) return []
  const faults: CustodyFault[] = []
  if (first.type !== 'ordered') {
    faults.push({ event: first.id, says: `${first.subject} begins with ${first.type}, not with ordered` })
  }
  const held = nothingHeld()
  for (const event of standing(events)) {
    faults.push(
      ...[...stepFaults(event, held), ...holderFaults(event, held)].map((says) => ({ event: event.id, says })),
    )
    take(event, held)
  }
  return faults
}

/** Events that no later one corrects. */
export function standing<T extends EventRecord>(events: readonly T[]): T[] {
  const corrected = new Set(events.flatMap(({ corrects }) => corrects ?? []))
  return events.filter(({ id }) => !corrected.has(id))
}

const nothingHeld = (): Held => ({ holder: null, bag: null, done: new Set(), lastMs: 0 })

/** Where a purchase stands: who holds the bag and which it is, null before it is bagged; what was done. */
export function standingOf(events: readonly EventRecord[]): Pick<Held, 'holder' | 'bag' | 'done'> {
  const held = nothingHeld()
  for (const event of standing(events)) take(event, held)
  return held
}

function stepFaults(event: EventRecord, { done, bag, lastMs }: Held): string[] {
  const { type } = event
  const before = needed[type]
  const moment = momentOf(event)
  const own = bagOf(event)
  return [
    ...(done.has('disposed') ? [`${type} after disposed`] : []),
    ...(once.has(type) && done.has(type) ? [`second ${type}`] : []),
    ...(before && !done.has(before) ? [`${type} without ${before}`] : []),
    ...(moment !== null && instantOf(moment) < lastMs - toleranceMs
      ? [`its time ${moment} is before the event before it`]
      : []),
    ...(own !== null && bag !== null && type !== 'bagged' && own !== bag ? [`bag ${own}, until then ${bag}`] : []),
  ]
}

/** The bag that an event speaks of; a photograph may show another. */
const bagOf = ({ type, details }: EventRecord): string | null =>
  type !== 'photographed' && 'bag' in details && typeof details.bag === 'string' ? details.bag : null

function holderFaults({ type, by, details }: EventRecord, { holder }: Held): string[] {
  switch (type) {
    case 'transferred': {
      const who = new Set([details.from.name, details.to.name])
      const accepted = new Set(details.acceptance.map((each) => each.by))
      const isByBoth = who.size === 2 && accepted.size === 2 && [...who].every((name) => accepted.has(name))
      return [
        ...(holder !== null && details.from.name !== holder
          ? [`handed over by ${details.from.name}, but ${holder} held it`]
          : []),
        ...(isByBoth
          ? []
          : [`not accepted by both, ${[...who].join(' and ')}: ${[...accepted].join(', ') || 'nobody'}`]),
      ]
    }
    case 'examined':
      return holder !== null && details.examiner.name !== holder
        ? [`examined by ${details.examiner.name}, but ${holder} held it`]
        : []
    case 'stored':
    case 'disposed':
      return holder !== null && by.name !== holder ? [`${type} by ${by.name}, but ${holder} held it`] : []
    default:
      return []
  }
}

function take(event: EventRecord, held: Held): void {
  const moment = momentOf(event)
  if (moment !== null) held.lastMs = instantOf(moment)
  const { type, details, by } = event
  if (type === 'bagged') held.holder = by.name
  if (type === 'transferred') held.holder = details.to.name
  held.bag = bagOf(event) ?? held.bag
  if (type === 'examined') held.bag = details.newBag ?? held.bag
  held.done.add(type)
}
