import type { Verdict } from '../../model/hit.ts'
import type { ApiCard } from '../api.ts'
import { ApiFailure, api, newId, releaseLeases } from './api.ts'
import { type Cell, cell } from './cell.ts'
import { messages } from './messages.ts'
import type { Outbox, Outcome } from './outbox.ts'
import {
  cardsAhead,
  decided,
  dropped,
  emptyQueue,
  freeAfter,
  freed,
  type Made,
  type Queue,
  stepped,
  taken,
  undone,
  withCards,
} from './queue.ts'
import { plainText } from './title.ts'

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
}

export type Desk = {
  state: Cell<DeskState>
  /** Loads the open hits of a filter, `hit` first when one is named. Decisions of the session stay. */
  open(filter: URLSearchParams, hit: string | null): Promise<void>
  /** Asks for hits that came since. */
  refresh(): Promise<void>
  decide(verdict: Verdict): void
  undo(): void
  step(by: 1 | -1): void
  show(hit: string): void
  /** Renews what is held. Called by a timer while the page is looked at. */
  hold(): Promise<void>
  release(): void
  settle(outcome: Outcome): void
}

type DeskParts = {
  outbox: () => Outbox
  tell(text: string): void
  remember(made: readonly Made[]): void
  recalled: readonly Made[]
  /** The name of who sits here. */
  me: string
  nowMs(): number
}

const pageSize = 50
/** More are asked for when fewer than this come after the current card. */
const aheadMin = 20
/** Cards held and pictures fetched before they are needed. */
const heldAhead = 6
const renewBelowMs = 70_000
const askAgainMs = 5_000

export function openDesk(parts: DeskParts): Desk {
  const { nowMs } = parts
  const recalled = new Map(parts.recalled.map((made) => [made.hit, made]))
  const state = cell<DeskState>({
    phase: 'loading',
    failure: null,
    queue: { ...emptyQueue, made: parts.recalled, decided: recalled },
    cards: new Map(),
    filter: '',
    next: null,
    left: 0,
    leftIsCapped: false,
  })
  const held = new Map<string, number>()
  const asking = new Set<string>()
  let isLoading = false

  const patch = (change: Partial<DeskState>) => state.set({ ...state.get(), ...change })
  const setQueue = (queue: Queue) => {
    if (queue.made !== state.get().queue.made) parts.remember(queue.made)
    patch({ queue })
  }

  async function load(filter: string, after: string | null): Promise<void> {
    const query = new URLSearchParams(filter)
    query.set('state', 'open')
    query.set('limit', String(pageSize))
    if (after) query.set('after', after)
    const page = await api.hits(query)
    if (state.get().filter !== filter) return
    const before = state.get()
    const cards = new Map(before.cards)
    let { queue } = before
    for (const card of page.hits) {
      queue = reopened(queue, card, cards.get(card.id))
      cards.set(card.id, card)
      if (card.heldBy) queue = taken(queue, card.id, card.heldBy.name, Date.parse(card.heldBy.until), nowMs())
      else queue = freed(queue, card.id)
    }
    const ids = page.hits.map(({ id }) => id)
    queue = withCards(queue, ids, nowMs())
    const isFirst = after === null
    patch({
      phase: 'ready',
      failure: null,
      cards,
      queue,
      // A refresh starts at the top and must not forget how far down the list had been read.
      next: isFirst && before.next !== null ? before.next : page.next,
      ...(isFirst && {
        left: page.count - ids.filter((id) => queue.decided.has(id)).length,
        leftIsCapped: page.countIsCapped,
      }),
    })
  }

  async function guarded(run: () => Promise<void>): Promise<void> {
    if (isLoading) return
    isLoading = true
    try {
      await run()
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      if (state.get().phase !== 'ready') patch({ phase: 'failed', failure: error })
    } finally {
      isLoading = false
    }
  }

  /** Keeps enough cards, leases and pictures ahead of the current one. */
  function lookAhead(): void {
    const { queue, next, filter } = state.get()
    if (next !== null && freeAfter(queue, nowMs()) < aheadMin)
      void guarded(() => load(filter, next)).then(() => {
        if (state.get().next !== next) lookAhead()
      })
    void hold()
    fetchPictures(cardsAhead(queue, heldAhead, nowMs()).map((id) => state.get().cards.get(id)))
  }

  async function hold(): Promise<void> {
    const now = nowMs()
    const wanted = cardsAhead(state.get().queue, heldAhead, now).filter(
      (id) =>
        (held.get(id) ?? 0) < now + renewBelowMs && !asking.has(id) && state.get().cards.get(id)?.state === 'open',
    )
    if (wanted.length === 0) return
    for (const id of wanted) asking.add(id)
    const leases = await api.lease(wanted).catch(() => [])
    for (const id of wanted) asking.delete(id)
    let { queue } = state.get()
    for (const lease of leases) {
      if (lease.kind === 'held') held.set(lease.hit, Date.parse(lease.until))
      else held.delete(lease.hit)
      if (lease.kind === 'held') queue = freed(queue, lease.hit)
      // Not asked again at once, whatever the two clocks say.
      const untilMs = lease.kind === 'taken' ? Math.max(Date.parse(lease.until), nowMs() + askAgainMs) : 0
      if (lease.kind === 'taken') queue = taken(queue, lease.hit, lease.by, untilMs, nowMs())
      const isGone = lease.kind === 'missing' || lease.kind === 'closed'
      // Decided here while the answer was on its way: it keeps its place in the list.
      if (isGone && !queue.decided.has(lease.hit)) queue = dropped(queue, lease.hit, nowMs())
    }
    if (queue !== state.get().queue) setQueue(queue)
    if (leases.some(({ kind }) => kind !== 'held')) lookAhead()
  }

  async function fetchCard(hit: string, asOpen: boolean): Promise<void> {
    const card = await api.card(hit).catch((error: unknown) => {
      if (!(error instanceof ApiFailure)) throw error
      parts.tell(error.message)
      return null
    })
    if (!card) return setQueue(dropped(state.get().queue, hit, nowMs()))
    const cards = new Map(state.get().cards)
    cards.set(hit, asOpen ? { ...card, state: 'open', verdict: null, heldBy: null } : card)
    patch({ cards })
  }

  return {
    state,
    async open(filter, hit) {
      const { queue } = state.get()
      const text = filter.toString()
      patch({ phase: 'loading', filter: text, next: null, queue: { ...queue, order: [], current: null } })
      isLoading = false
      if (hit) {
        await fetchCard(hit, false)
        if (state.get().cards.has(hit)) setQueue({ ...state.get().queue, order: [hit], current: hit })
      }
      await guarded(() => load(text, null))
      lookAhead()
    },
    async refresh() {
      await guarded(() => load(state.get().filter, null))
      lookAhead()
    },
    decide(verdict) {
      const { queue, cards, left } = state.get()
      const card = queue.current === null ? undefined : cards.get(queue.current)
      if (!card) return
      const earlier = queue.decided.get(card.id)
      // One's own decision of another day may be replaced; another's stands.
      if (!earlier && card.state === 'decided' && card.decidedBy !== parts.me) return parts.tell(messages.decidedStays)
      if (earlier) parts.outbox().add({ kind: 'undo', id: earlier.decision })
      const made: Made = { decision: newId(), hit: card.id, verdict, title: plainText(card.listing.title).slice(0, 80) }
      held.delete(card.id)
      parts.outbox().add({ kind: 'decide', id: made.decision, hit: made.hit, verdict })
      setQueue(decided(queue, made, nowMs()))
      if (!earlier) patch({ left: Math.max(0, left - 1) })
      lookAhead()
    },
    undo() {
      const { queue, cards, left } = state.get()
      const made = queue.made.at(-1)
      if (!made) return parts.tell(messages.nothingToUndo)
      parts.outbox().add({ kind: 'undo', id: made.decision })
      setQueue(undone(queue, made.decision))
      patch({ left: left + 1 })
      parts.tell(messages.undone(messages.verdicts[made.verdict], made.title))
      if (!cards.has(made.hit)) void fetchCard(made.hit, true).then(lookAhead)
      else lookAhead()
    },
    step(by) {
      setQueue(stepped(state.get().queue, by, nowMs()))
      lookAhead()
    },
    show(hit) {
      setQueue({ ...state.get().queue, current: hit })
      lookAhead()
    },
    hold,
    release() {
      if (held.size > 0) releaseLeases([...held.keys()].slice(0, 20))
      held.clear()
    },
    settle(outcome) {
      if (outcome.kind === 'saved') return
      const { op, why } = outcome
      if (op.kind === 'undo') return parts.tell(messages.notUndone)
      const { queue } = state.get()
      const title = queue.decided.get(op.hit)?.title ?? op.hit
      if (why === null) parts.tell(messages.notSaved(title))
      else parts.tell('by' in why ? messages.notSavedBy(title, why.by) : messages.notSavedSaid(title, why.said))
      const others = new Map(queue.decided)
      others.delete(op.hit)
      const made = queue.made.filter(({ decision }) => decision !== op.id)
      setQueue(dropped({ ...queue, decided: others, made }, op.hit, nowMs()))
    },
  }
}

/** A card that was decided here and is open again because it changed is a new card. */
function reopened(queue: Queue, card: ApiCard, seen: ApiCard | undefined): Queue {
  if (!queue.decided.has(card.id) || !seen || seen.reopenedAt === card.reopenedAt) return queue
  const decided = new Map(queue.decided)
  decided.delete(card.id)
  return { ...queue, decided, order: queue.order.filter((id) => id !== card.id) }
}

const fetched = new Set<string>()
const fetchedMax = 500

/** The browser keeps them: a picture's address never shows anything else. */
function fetchPictures(cards: readonly (ApiCard | undefined)[]): void {
  for (const card of cards) {
    if (!card?.picture || !('sha256' in card.picture) || fetched.has(card.picture.sha256)) continue
    if (fetched.size > fetchedMax) fetched.clear()
    fetched.add(card.picture.sha256)
    new Image().src = `/pictures/${card.picture.sha256}`
  }
}
