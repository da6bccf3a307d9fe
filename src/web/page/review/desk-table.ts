import type { ApiCard } from '../../api.ts'
import type { ApiFailure } from '../api.ts'
import { type Cell, cell } from './cell.ts'
import type { Outbox } from './outbox.ts'
import { coveredBy, emptyQueue, type Made, type Queue } from './queue.ts'
import type { Unsaved } from './unsaved.ts'

/** What the Review screen shows. `left` are the open hits of this filter that the server knew of, less those decided since. */
export type DeskState = {
  phase: 'loading' | 'ready' | 'failed'
  failure: ApiFailure | null
  queue: Queue
  cards: ReadonlyMap<string, ApiCard>
  filter: string
  next: string | null
  left: number
  leftIsCapped: boolean
  /** Hits that were taken out of their group here: each is a card of its own. */
  out: ReadonlySet<string>
  /** What is written for the next verdict, by card. */
  drafts: ReadonlyMap<string, string>
  /** Nothing has been heard from the server: cards that are not held are not offered. */
  isCut: boolean
}

export type DeskParts = {
  outbox: () => Outbox
  tell(text: string): void
  /** A decision that the server did not take: it is kept until the person has read it. */
  refused(one: Omit<Unsaved, 'at'>): void
  remember(made: readonly Made[]): void
  recalled: readonly Made[]
  /** The name of who sits here. */
  me: string
  nowMs(): number
}

/**
 * What lies on the desk: the state that is drawn, and what is on its way. `held` are leases with their ends (ms); `asking`
 * are cards whose lease was asked for, each with its question: deciding a card or taking that back makes an answer that is
 * still on its way stale. `undoing` are decisions being taken back, with their cards: until the server has heard, it would
 * say that these are decided.
 */
export type Table = {
  parts: DeskParts
  state: Cell<DeskState>
  held: Map<string, number>
  asking: Map<string, object>
  undoing: Map<string, string>
  /** When cards were decided here, in the last while (ms): how far ahead they are held follows from it. */
  decidedAt: number[]
  isLoading: boolean
}

export function layTable(parts: DeskParts): Table {
  const decided = new Map(parts.recalled.flatMap((made) => coveredBy(made).map((hit): [string, Made] => [hit, made])))
  const state = cell<DeskState>({
    phase: 'loading',
    failure: null,
    queue: { ...emptyQueue, made: parts.recalled, decided },
    cards: new Map(),
    filter: '',
    next: null,
    left: 0,
    leftIsCapped: false,
    out: new Set(),
    drafts: new Map(),
    isCut: false,
  })
  return { parts, state, held: new Map(), asking: new Map(), undoing: new Map(), decidedAt: [], isLoading: false }
}

export const patch = ({ state }: Table, change: Partial<DeskState>): void => state.set({ ...state.get(), ...change })

export function setQueue(table: Table, queue: Queue): void {
  if (queue.made !== table.state.get().queue.made) table.parts.remember(queue.made)
  patch(table, { queue })
}

/** Whether a card may be decided now: held, or the server is there to have the last word. One's own decision is one's own. */
export function isOffered({ state, held, parts }: Table, hit: string): boolean {
  const { isCut, queue, cards } = state.get()
  if (!isCut || queue.decided.has(hit) || cards.get(hit)?.state === 'decided') return true
  return (held.get(hit) ?? 0) > parts.nowMs()
}

/** Noted when a request about cards had no answer, or an answer came again. */
export function setCut(table: Table, isCut: boolean): void {
  if (table.state.get().isCut !== isCut) patch(table, { isCut })
}
