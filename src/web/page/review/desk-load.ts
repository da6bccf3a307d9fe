import type { ApiCard, ApiHits, ApiLease } from '../../api.ts'
import { ApiFailure, api } from '../api.ts'
import { type DeskState, patch, setQueue, type Table } from './desk-table.ts'
import { cardsAhead, dropped, freeAfter, freed, type Queue, taken, withCards } from './queue.ts'

const pageSize = 50
/** More are asked for when fewer than this come after the current card. */
const aheadMin = 20
/** Cards held and pictures fetched before they are needed. */
const heldAhead = 6
/** A lease is renewed when less of it is left; a card that another holds is asked for again no sooner than this. */
const renewBelowMs = 70_000
const askAgainMs = 5_000

/** Loads the first page of the filter that is set. Nothing happens while another page is on its way. */
export const loadFirst = (table: Table): Promise<void> => guarded(table, () => load(table, null))

async function guarded(table: Table, run: () => Promise<void>): Promise<void> {
  if (table.isLoading) return
  table.isLoading = true
  try {
    await run()
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error
    if (table.state.get().phase !== 'ready') patch(table, { phase: 'failed', failure: error })
  } finally {
    table.isLoading = false
  }
}

async function load(table: Table, after: string | null): Promise<void> {
  const { filter } = table.state.get()
  const query = new URLSearchParams(filter)
  query.set('state', 'open')
  query.set('limit', String(pageSize))
  if (after) query.set('after', after)
  const page = await api.hits(query)
  // Another filter was set meanwhile: this answer is to a question that nobody asks any more.
  if (table.state.get().filter === filter) take(table, page, after === null)
}

/** Lays a page of hits on the table. */
function take(table: Table, page: ApiHits, isFirst: boolean): void {
  const before = table.state.get()
  const now = table.parts.nowMs()
  const cards = new Map(before.cards)
  let { queue } = before
  for (const card of page.hits) {
    queue = reopened(queue, card, cards.get(card.id))
    cards.set(card.id, card)
    const { heldBy } = card
    queue = heldBy ? taken(queue, card.id, heldBy.name, Date.parse(heldBy.until), now) : freed(queue, card.id)
  }
  const ids = page.hits.map(({ id }) => id)
  queue = withCards(queue, ids, now)
  const counts: Partial<DeskState> = {
    left: page.count - ids.filter((id) => queue.decided.has(id)).length,
    leftIsCapped: page.countIsCapped,
  }
  // A refresh starts at the top and must not forget how far down the list had been read.
  const next = isFirst && before.next !== null ? before.next : page.next
  patch(table, { phase: 'ready', failure: null, cards, queue, next, ...(isFirst && counts) })
}

/** A card that was decided here and is open again because it changed is a new card. */
function reopened(queue: Queue, card: ApiCard, seen: ApiCard | undefined): Queue {
  if (!queue.decided.has(card.id) || !seen || seen.reopenedAt === card.reopenedAt) return queue
  const decided = new Map(queue.decided)
  decided.delete(card.id)
  return { ...queue, decided, order: queue.order.filter((id) => id !== card.id) }
}

/** Keeps enough cards, leases and pictures ahead of the current one. */
export function lookAhead(table: Table): void {
  const { queue, cards, next } = table.state.get()
  const now = table.parts.nowMs()
  if (next !== null && freeAfter(queue, now) < aheadMin)
    void guarded(table, () => load(table, next)).then(() => {
      if (table.state.get().next !== next) lookAhead(table)
    })
  void hold(table)
  fetchPictures(cardsAhead(queue, heldAhead, now).map((id) => cards.get(id)))
}

/** Takes or renews the leases of the current card and those that come next. */
export async function hold(table: Table): Promise<void> {
  const { parts, state, held, asking } = table
  const undoing = new Set(table.undoing.values())
  const now = parts.nowMs()
  const wanted = cardsAhead(state.get().queue, heldAhead, now).filter((id) => {
    const isHeld = (held.get(id) ?? 0) > now + renewBelowMs
    return !isHeld && !asking.has(id) && !undoing.has(id) && state.get().cards.get(id)?.state === 'open'
  })
  if (wanted.length === 0) return
  const question = {}
  for (const id of wanted) asking.set(id, question)
  // Without an answer the cards are shown all the same; the server has the last word on each decision.
  const answered = await api.lease(wanted).catch((): ApiLease[] => [])
  const leases = answered.filter(({ hit }) => asking.get(hit) === question)
  for (const id of wanted) if (asking.get(id) === question) asking.delete(id)
  let { queue } = state.get()
  for (const lease of leases) queue = withLease(table, queue, lease)
  if (queue !== state.get().queue) setQueue(table, queue)
  if (leases.some(({ kind }) => kind !== 'held')) lookAhead(table)
}

function withLease({ held, parts }: Table, queue: Queue, lease: ApiLease): Queue {
  const now = parts.nowMs()
  if (lease.kind === 'held') {
    held.set(lease.hit, Date.parse(lease.until))
    return freed(queue, lease.hit)
  }
  held.delete(lease.hit)
  // Not asked again at once, whatever the two clocks say.
  if (lease.kind === 'taken')
    return taken(queue, lease.hit, lease.by, Math.max(Date.parse(lease.until), now + askAgainMs), now)
  return dropped(queue, lease.hit, now)
}

/** One card by its id. @param asOpen its decision has just been taken back, and the server may not know yet */
export async function fetchCard(table: Table, hit: string, asOpen: boolean): Promise<void> {
  const card = await api.card(hit).catch((error: unknown) => {
    if (!(error instanceof ApiFailure)) throw error
    table.parts.tell(error.message)
    return null
  })
  const { queue, cards } = table.state.get()
  if (!card) return setQueue(table, dropped(queue, hit, table.parts.nowMs()))
  const blind = card.sample ? { score: null, sample: false } : {}
  const shown = asOpen ? { ...card, state: 'open' as const, verdict: null, heldBy: null, ...blind } : card
  patch(table, { cards: new Map(cards).set(hit, shown) })
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
