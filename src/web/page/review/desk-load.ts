import type { ApiCard, ApiHits, ApiLease } from '../../api.ts'
import { ApiFailure, api } from '../api.ts'
import { type DeskState, patch, setCut, setQueue, type Table } from './desk-table.ts'
import { firstPicture } from './first-picture.ts'
import { cardsAhead, dropped, freeAfter, freed, type Queue, taken, withCards } from './queue.ts'

const pageSize = 50
/** Beyond those that are held, so many more are known. */
const knownBeyond = 20
/** Pictures fetched before they are needed. */
const picturesAhead = 6
/** Cards held ahead: a minute's work at the pace of the last while, but at least the first and at most the second number. */
const heldAheadMin = 12
const heldAheadMax = 300
const paceOverMs = 10_000
const aheadMs = 60_000
/** The server takes so many in one request. */
const leasesAtOnce = 100
/** A request for leases without an answer for so long counts as cut off. */
const answerWithinMs = 2_000
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
  query.set('grouped', '1')
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
    cards.set(card.id, asShown(card, cards.get(card.id), queue.current))
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

/** What stands on the card that is being looked at stays as it was: nobody decides what has just come to it. */
const asShown = (card: ApiCard, seen: ApiCard | undefined, current: string | null): ApiCard =>
  seen && card.id === current && seen.reopenedAt === card.reopenedAt ? { ...card, group: seen.group } : card

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
  if (next !== null && freeAfter(queue, now) < aheadOf(table) + knownBeyond)
    void guarded(table, () => load(table, next)).then(() => {
      if (table.state.get().next !== next) lookAhead(table)
    })
  void hold(table)
  fetchPictures(cardsAhead(queue, picturesAhead, now).map((id) => cards.get(id)))
}

/** How many cards to hold: whoever is cut off goes on for a minute with what is theirs. */
function aheadOf({ decidedAt, parts }: Table): number {
  const from = parts.nowMs() - paceOverMs
  while ((decidedAt[0] ?? from) < from) decidedAt.shift()
  return Math.min(heldAheadMax, Math.max(heldAheadMin, Math.ceil((decidedAt.length * aheadMs) / paceOverMs)))
}

/** Takes or renews the leases of the current card and those that come next. */
export async function hold(table: Table): Promise<void> {
  const { parts, state, held, asking } = table
  const undoing = new Set(table.undoing.values())
  const now = parts.nowMs()
  const wanted = cardsAhead(state.get().queue, aheadOf(table), now).filter((id) => {
    const isHeld = (held.get(id) ?? 0) > now + renewBelowMs
    return !isHeld && !asking.has(id) && !undoing.has(id) && state.get().cards.get(id)?.state === 'open'
  })
  if (!isWorthAsking(table, wanted)) return
  for (let at = 0; at < wanted.length; at += leasesAtOnce) await ask(table, wanted.slice(at, at + leasesAtOnce))
}

/** Leases that are far ahead are asked for together, not one for each card that is decided. */
function isWorthAsking(table: Table, wanted: readonly string[]): boolean {
  const [soon] = wanted
  if (soon === undefined) return false
  const near = cardsAhead(table.state.get().queue, heldAheadMin, table.parts.nowMs())
  return near.includes(soon) || wanted.length >= heldAheadMin
}

async function ask(table: Table, wanted: readonly string[]): Promise<void> {
  const { state, asking } = table
  const question = {}
  for (const id of wanted) asking.set(id, question)
  const late = setTimeout(() => setCut(table, true), answerWithinMs)
  const answered = await api.lease([...wanted]).then(
    (leases) => ({ leases, isCut: false }),
    (error: unknown) => ({ leases: [] as ApiLease[], isCut: error instanceof ApiFailure && error.status === 0 }),
  )
  clearTimeout(late)
  setCut(table, answered.isCut)
  const leases = answered.leases.filter(({ hit }) => asking.get(hit) === question)
  for (const id of wanted) if (asking.get(id) === question) asking.delete(id)
  let { queue } = state.get()
  for (const lease of leases) queue = withLease(table, queue, lease)
  if (queue !== state.get().queue) setQueue(table, queue)
  if (leases.some(({ kind }) => kind !== 'held')) lookAhead(table)
}

/** Whether others stand on a card that comes than those that it was sent with. With a filter, only those that fit it do. */
function hasOthers({ state }: Table, hit: string, others: readonly string[]): boolean {
  const { queue, cards, filter, out } = state.get()
  const card = cards.get(hit)
  if (!card || hit === queue.current || filter !== '' || out.has(hit)) return false
  const known = new Set((card.group?.members ?? []).map(({ id }) => id))
  return known.size !== others.length || others.some((one) => !known.has(one))
}

function withLease(table: Table, queue: Queue, lease: ApiLease): Queue {
  const { held, parts } = table
  const now = parts.nowMs()
  if (lease.kind === 'held') {
    held.set(lease.hit, Date.parse(lease.until))
    if (hasOthers(table, lease.hit, lease.others ?? [])) void fetchCard(table, lease.hit, false)
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
    const sha256 = card && firstPicture(card)
    if (!sha256 || fetched.has(sha256)) continue
    if (fetched.size > fetchedMax) fetched.clear()
    fetched.add(sha256)
    new Image().src = `/pictures/${sha256}`
  }
}
