import type { Verdict } from '../../../model/hit.ts'
import type { ApiGroupDecided } from '../../api.ts'
import { newId, releaseLeases } from '../api.ts'
import { messages } from '../words/messages.ts'
import type { Cell } from './cell.ts'
import { fetchCard, hold, loadFirst, lookAhead } from './desk-load.ts'
import {
  type DeskParts,
  type DeskState,
  isOffered,
  layTable,
  patch,
  setCut,
  setQueue,
  type Table,
} from './desk-table.ts'
import { coversOf } from './group-covers.ts'
import type { Op, Outcome, Refusal } from './outbox.ts'
import { coveredBy, decided, dropped, type Made, putAfter, type Queue, stepped, undone } from './queue.ts'
import { plainText } from './title.ts'

/** Where one reviewer decides. Every action shows at once; what it means for the server goes through the outbox. */
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
  /** Takes a member out of the current card's group, to be decided by itself, or puts it back. */
  takeOut(member: string): void
  /** What is to be kept with the current card's verdict. */
  write(note: string): void
  /** Renews what is held. Called by a timer while the page is looked at. */
  hold(): Promise<void>
  release(): void
  settle(outcome: Outcome): void
  /** Whether what was sent had no answer. */
  setCut(isCut: boolean): void
  isOffered(hit: string): boolean
}

export function openDesk(parts: DeskParts): Desk {
  const table = layTable(parts)
  const { state } = table
  return {
    state,
    open: (filter, hit) => open(table, filter.toString(), hit),
    async refresh() {
      await loadFirst(table)
      lookAhead(table)
    },
    decide: (verdict) => decide(table, verdict),
    undo: () => undo(table),
    step(by) {
      setQueue(table, stepped(state.get().queue, by, parts.nowMs()))
      lookAhead(table)
    },
    show(hit) {
      setQueue(table, { ...state.get().queue, current: hit })
      lookAhead(table)
    },
    takeOut: (member) => takeOut(table, member),
    write(note) {
      const { queue, drafts } = state.get()
      if (queue.current !== null) patch(table, { drafts: new Map(drafts).set(queue.current, note) })
    },
    hold: () => hold(table),
    release() {
      releaseLeases([...table.held.keys()])
      table.held.clear()
    },
    settle: (outcome) => settle(table, outcome),
    setCut(isCut) {
      setCut(table, isCut)
      if (!isCut) lookAhead(table)
    },
    isOffered: (hit) => isOffered(table, hit),
  }
}

async function open(table: Table, filter: string, hit: string | null): Promise<void> {
  const { queue } = table.state.get()
  patch(table, { phase: 'loading', filter, next: null, queue: { ...queue, order: [], current: null } })
  table.isLoading = false
  if (hit) {
    await fetchCard(table, hit, false)
    const { queue: now, cards } = table.state.get()
    if (cards.has(hit)) setQueue(table, { ...now, order: [hit], current: hit })
  }
  await loadFirst(table)
  lookAhead(table)
}

function decide(table: Table, verdict: Verdict): void {
  const { parts, held, asking } = table
  const { queue, cards, left, leftIsCapped, out, drafts } = table.state.get()
  const card = queue.current === null ? undefined : cards.get(queue.current)
  if (!card || !isOffered(table, card.id)) return
  const earlier = queue.decided.get(card.id)
  // One's own decision of another day may be replaced; another's stands.
  if (!earlier && card.state === 'decided' && card.decidedBy !== parts.me) {
    parts.tell(messages.decidedStays)
    return
  }
  if (earlier) parts.outbox().add({ kind: 'undo', id: earlier.decision })
  // Another verdict for what was decided together is for all of it.
  const others = earlier ? (earlier.others ?? []) : coversOf(card, out, queue.decided)
  const title = earlier?.title ?? shortTitle(card.listing.title)
  const also = others.length > 0 && { others }
  const note = (drafts.get(card.id) ?? '').trim()
  const made: Made = { decision: newId(), hit: earlier?.hit ?? card.id, verdict, title, ...also }
  held.delete(card.id)
  asking.delete(card.id)
  table.decidedAt.push(parts.nowMs())
  parts
    .outbox()
    .add({ kind: 'decide', id: made.decision, hit: made.hit, verdict, ...also, ...(note !== '' && { note }) })
  setQueue(table, decided(queue, made, parts.nowMs()))
  if (!earlier && !leftIsCapped) patch(table, { left: Math.max(0, left - 1 - others.length) })
  if (others.length > 0) parts.tell(messages.decidedTogether(messages.verdicts[verdict], others.length + 1))
  lookAhead(table)
}

function takeOut(table: Table, member: string): void {
  const { out, queue, cards } = table.state.get()
  if (queue.current === null || queue.decided.has(member)) return
  const next = new Set(out)
  if (!next.delete(member)) next.add(member)
  patch(table, { out: next })
  if (!next.has(member)) {
    setQueue(table, { ...queue, order: queue.order.filter((hit) => hit !== member) })
    return
  }
  setQueue(table, putAfter(queue, member, queue.current))
  if (!cards.has(member)) void fetchCard(table, member, false).then(() => lookAhead(table))
}

const shortTitle = (title: string): string => plainText(title).slice(0, 80)

function undo(table: Table): void {
  const { parts } = table
  const { queue, cards, left, leftIsCapped } = table.state.get()
  const made = queue.made.at(-1)
  if (!made) {
    parts.tell(messages.nothingToUndo)
    return
  }
  table.undoing.set(made.decision, made.hit)
  table.asking.delete(made.hit)
  parts.outbox().add({ kind: 'undo', id: made.decision })
  setQueue(table, undone(queue, made.decision))
  if (!leftIsCapped) patch(table, { left: left + coveredBy(made).length })
  parts.tell(messages.undone(messages.verdicts[made.verdict], made.title, coveredBy(made).length))
  if (cards.has(made.hit)) lookAhead(table)
  else void fetchCard(table, made.hit, true).then(() => lookAhead(table))
}

/** What the server made of a decision: only what it did not take is news. */
function settle(table: Table, outcome: Outcome): void {
  if (outcome.op.kind === 'undo') settleUndo(table, outcome)
  else if (outcome.kind === 'not-saved') settleRefusal(table, outcome.op, outcome.why)
  else if (outcome.group) settleGroup(table, outcome.op, outcome.group)
}

/** Of a group, what the server left to others is not saved; and what has come to it since it was shown is not covered. */
function settleGroup(table: Table, op: Extract<Op, { kind: 'decide' }>, { left, open }: ApiGroupDecided): void {
  const { parts } = table
  const { queue, cards, out } = table.state.get()
  const members = cards.get(op.hit)?.group?.members ?? []
  for (const { hit, by } of left) {
    const title = shortTitle(
      (hit === op.hit ? cards.get(hit)?.listing.title : members.find(({ id }) => id === hit)?.title) ?? hit,
    )
    const why = by === null ? messages.noLongerThere : messages.takenBy(by)
    parts.refused({ id: `${op.id}.${hit}`, hit, title, verdict: op.verdict, why })
  }
  const gone = new Set(left.map(({ hit }) => hit))
  const others = new Map([...queue.decided].filter(([hit]) => !gone.has(hit)))
  const rest = left.reduce<Queue>((soFar, { hit }) => dropped(soFar, hit, parts.nowMs()), { ...queue, decided: others })
  if (gone.size > 0) setQueue(table, rest)
  const came = open.filter((hit) => !out.has(hit)).length
  if (came === 0) return
  parts.tell(messages.cameToGroup(came))
  void loadFirst(table).then(() => lookAhead(table))
}

/** The card is open again and can be held; or it is no longer ours. */
function settleUndo(table: Table, outcome: Outcome): void {
  const { op, kind } = outcome
  const { parts, state, undoing } = table
  const hit = undoing.get(op.id)
  undoing.delete(op.id)
  if (kind === 'not-saved') {
    const title = (hit !== undefined && shortTitle(state.get().cards.get(hit)?.listing.title ?? '')) || op.id
    parts.refused({ id: op.id, hit: hit ?? '', title, verdict: null, why: messages.notUndone })
    if (hit !== undefined) setQueue(table, dropped(state.get().queue, hit, parts.nowMs()))
  }
  if (outcome.kind === 'saved' && outcome.kept !== undefined) parts.tell(messages.keptDecided(outcome.kept))
  void hold(table)
}

function settleRefusal(table: Table, op: Extract<Op, { kind: 'decide' }>, why: Refusal): void {
  const { parts } = table
  const { queue } = table.state.get()
  const title = queue.decided.get(op.hit)?.title ?? op.hit
  const said = why === null ? messages.noLongerThere : 'by' in why ? messages.takenBy(why.by) : why.said
  parts.refused({ id: op.id, hit: op.hit, title, verdict: op.verdict, why: said })
  const others = new Map([...queue.decided].filter(([, { decision }]) => decision !== op.id))
  const made = queue.made.filter(({ decision }) => decision !== op.id)
  setQueue(table, dropped({ ...queue, decided: others, made }, op.hit, parts.nowMs()))
}
