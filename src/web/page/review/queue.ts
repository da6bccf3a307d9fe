import type { Verdict } from '../../../model/hit.ts'

/** One decision of this session, newest last; `hit` is the card it was made on, `others` those of its group that it covers too. */
export type Made = { decision: string; hit: string; verdict: Verdict; title: string; others?: string[] }

/** All hits that a decision covers. */
export const coveredBy = ({ hit, others = [] }: Made): string[] => [hit, ...others]

/**
 * The order of cards on the desk and what happened to each. `taken` are held by others until an instant (ms), `gone` are no
 * longer there. `current` null = nothing is left to decide.
 */
export type Queue = {
  order: readonly string[]
  current: string | null
  taken: ReadonlyMap<string, { name: string; untilMs: number }>
  decided: ReadonlyMap<string, Made>
  made: readonly Made[]
}

export const emptyQueue: Queue = { order: [], current: null, taken: new Map(), decided: new Map(), made: [] }

/** Adds cards at the end; ones that are there already keep their place. Takes the first that is free when none is shown. */
export function withCards(queue: Queue, cards: readonly string[], nowMs: number): Queue {
  const known = new Set(queue.order)
  const order = [...queue.order, ...cards.filter((card) => !known.has(card))]
  const grown = { ...queue, order }
  return queue.current === null ? { ...grown, current: nextFree(grown, null, nowMs) } : grown
}

const isFree = (queue: Queue, card: string, nowMs: number): boolean =>
  !queue.decided.has(card) && (queue.taken.get(card)?.untilMs ?? 0) <= nowMs

/** The cards to hold: the current one and those that come after it, `count` at the most. */
export function cardsAhead(queue: Queue, count: number, nowMs: number): string[] {
  const start = queue.current === null ? 0 : queue.order.indexOf(queue.current)
  const ahead: string[] = []
  for (let at = Math.max(0, start); at < queue.order.length && ahead.length < count; at++) {
    const card = queue.order[at]
    if (card !== undefined && isFree(queue, card, nowMs)) ahead.push(card)
  }
  return ahead
}

/** How many free cards come after the current one. */
export const freeAfter = (queue: Queue, nowMs: number): number => {
  const start = queue.current === null ? -1 : queue.order.indexOf(queue.current)
  return queue.order.filter((card, at) => at > start && isFree(queue, card, nowMs)).length
}

/** The next free card after one; past the end, the first that was passed over. */
function nextFree(queue: Queue, after: string | null, nowMs: number): string | null {
  const start = after === null ? -1 : queue.order.indexOf(after)
  const turned = [...queue.order.slice(start + 1), ...queue.order.slice(0, Math.max(0, start))]
  return turned.find((card) => isFree(queue, card, nowMs)) ?? null
}

/** Decides the current card and goes on to the next. @returns the queue unchanged when no card is shown */
export function decided(queue: Queue, made: Made, nowMs: number): Queue {
  const covered = coveredBy(made).map((hit): [string, Made] => [hit, made])
  const next = {
    ...queue,
    decided: new Map([...queue.decided, ...covered]),
    made: [...queue.made.filter(({ hit }) => hit !== made.hit), made],
  }
  return { ...next, current: nextFree(next, made.hit, nowMs) }
}

/** Takes a decision back and shows its card again; a card that the list no longer has is put where we are. */
export function undone(queue: Queue, decision: string): Queue {
  const made = queue.made.find((one) => one.decision === decision)
  if (!made) return queue
  const others = new Map([...queue.decided].filter(([, one]) => one.decision !== decision))
  const place = queue.current === null ? queue.order.length : queue.order.indexOf(queue.current)
  const order = queue.order.includes(made.hit)
    ? queue.order
    : [...queue.order.slice(0, place), made.hit, ...queue.order.slice(place)]
  return {
    ...queue,
    order,
    decided: others,
    made: queue.made.filter((one) => one !== made),
    current: made.hit,
  }
}

/** One card up or down the list, decided ones too, but not those that others hold. Stays where it is at either end. */
export function stepped(queue: Queue, by: 1 | -1, nowMs: number): Queue {
  const start = queue.current === null ? (by === 1 ? -1 : queue.order.length) : queue.order.indexOf(queue.current)
  for (let at = start + by; at >= 0 && at < queue.order.length; at += by) {
    const card = queue.order[at]
    if (card !== undefined && (queue.taken.get(card)?.untilMs ?? 0) <= nowMs) return { ...queue, current: card }
  }
  return queue
}

/** Somebody else holds a card: it is skipped while they do, also when it is the one shown. */
export function taken(queue: Queue, card: string, name: string, untilMs: number, nowMs: number): Queue {
  const next = { ...queue, taken: new Map(queue.taken).set(card, { name, untilMs }) }
  return queue.current === card && !queue.decided.has(card) ? { ...next, current: nextFree(next, card, nowMs) } : next
}

export function freed(queue: Queue, card: string): Queue {
  if (!queue.taken.has(card)) return queue
  const others = new Map(queue.taken)
  others.delete(card)
  return { ...queue, taken: others }
}

/** Puts cards in after another, which may be seen by their own: who is taken out of a group comes next. */
export function putAfter(queue: Queue, card: string, after: string): Queue {
  if (queue.order.includes(card)) return queue
  const place = queue.order.indexOf(after) + 1
  return { ...queue, order: [...queue.order.slice(0, place), card, ...queue.order.slice(place)] }
}

/** A card is no longer there, or was decided by somebody else: it leaves the list. */
export function dropped(queue: Queue, card: string, nowMs: number): Queue {
  const current = queue.current === card ? nextFree(queue, card, nowMs) : queue.current
  return { ...queue, order: queue.order.filter((one) => one !== card), current: current === card ? null : current }
}
