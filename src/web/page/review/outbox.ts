import type { Verdict } from '../../../model/hit.ts'
import type { ApiDecided, ApiDecision, ApiGroupDecided, ApiUndone } from '../../api.ts'

/** What waits to be sent, in the order it was done. `others` are the hits of its group that a decision covers too. */
export type Op =
  | { kind: 'decide'; id: string; hit: string; verdict: Verdict; others?: string[]; note?: string }
  | { kind: 'undo'; id: string }

/** `failed`: no answer, or "later"; it is tried again. `signed-out`: waits for `resume`. `refused`: will never be taken. */
export type Sent<T> =
  | { kind: 'ok'; value: T }
  | { kind: 'failed' }
  | { kind: 'signed-out' }
  | { kind: 'refused'; why: string }

/** Who has it, or what the server said; null: it is no longer there. */
export type Refusal = { by: string } | { said: string } | null
/** `group`: what became of a group's decision. `kept`: so many of a group that was taken back have been decided again since. */
export type Outcome =
  | { op: Op; kind: 'saved'; group?: ApiGroupDecided; kept?: number }
  | { op: Op; kind: 'not-saved'; why: Refusal }

export type OutboxParts = {
  /** Survives a reload; a key an entry, so that two tabs cannot overwrite each other's. */
  storage: {
    keys(): string[]
    get(key: string): string | null
    set(key: string, value: string): void
    remove(key: string): void
  }
  /** Entries of one person are never sent by another. */
  user: string
  decide(decisions: ApiDecision[]): Promise<Sent<ApiDecided[]>>
  undo(decision: string): Promise<Sent<ApiUndone>>
  /** Calls back after a while; the page's setTimeout. */
  later(afterMs: number, run: () => void): void
  nowMs(): number
  onChange(): void
  onOutcome(outcome: Outcome): void
}

export type Outbox = {
  add(op: Op): void
  /** Tries at once: the connection is back, or the person signed in again. */
  resume(): void
  waiting(): number
  /** True from the first attempt without an answer until one is answered. */
  isFailing(): boolean
}

const batchMax = 20
const retryFirstMs = 400
const retryMaxMs = 8_000

/**
 * Decisions on their way: kept before they are sent, sent in order, kept until the server has said what became of them.
 * The server knows each by its id, so that sending twice saves once.
 */
export function openOutbox(parts: OutboxParts): Outbox {
  const prefix = `morgiana.outbox.${parts.user}.`
  const entries = readEntries(parts, prefix)
  let counter = 0
  let busy = false
  let failures = 0
  let size = batchMax

  const done = (count: number) => {
    for (const { key } of entries.splice(0, count)) parts.storage.remove(key)
  }

  async function send(): Promise<void> {
    if (busy || entries.length === 0) return
    busy = true
    const batch = nextBatch(
      entries.map(({ op }) => op),
      size,
    )
    const answer = await sendBatch(parts, batch)
    busy = false
    if (answer.kind === 'refused') {
      // One that cannot be taken must not take the others with it.
      size = 1
      return send()
    }
    size = batchMax
    if (answer.kind === 'failed' || answer.kind === 'signed-out') {
      failures++
      if (answer.kind === 'failed')
        parts.later(Math.min(retryMaxMs, retryFirstMs * 2 ** (failures - 1)), () => void send())
      return parts.onChange()
    }
    failures = 0
    done(batch.length)
    for (const outcome of answer.value) parts.onOutcome(outcome)
    parts.onChange()
    return send()
  }

  if (entries.length > 0) parts.later(0, () => void send())
  return {
    add(op) {
      const key = `${prefix}${String(parts.nowMs()).padStart(15, '0')}-${String(counter++).padStart(6, '0')}-${op.id}`
      entries.push({ key, op })
      parts.storage.set(key, JSON.stringify(op))
      parts.onChange()
      if (failures === 0) void send()
    },
    resume: () => void send(),
    waiting: () => entries.length,
    isFailing: () => failures > 0,
  }
}

/** Decisions go together, an undo goes alone: it must not overtake the decision that it takes back. */
function nextBatch(ops: readonly Op[], size: number): Op[] {
  if (ops[0]?.kind === 'undo') return [ops[0]]
  const end = ops.findIndex((op) => op.kind === 'undo')
  return ops.slice(0, Math.min(size, end === -1 ? ops.length : end))
}

type Answer = { kind: 'failed' } | { kind: 'signed-out' } | { kind: 'refused' } | { kind: 'ok'; value: Outcome[] }

async function sendBatch(parts: OutboxParts, batch: readonly Op[]): Promise<Answer> {
  const [first] = batch
  if (first?.kind === 'undo') {
    const answer = await parts.undo(first.id)
    if (answer.kind === 'failed' || answer.kind === 'signed-out') return answer
    const isDone = answer.kind === 'ok' && ['undone', 'already', 'missing'].includes(answer.value.kind)
    const kept = answer.kind === 'ok' && answer.value.kind === 'undone' ? answer.value.kept : undefined
    const outcome: Outcome = isDone
      ? { op: first, kind: 'saved', ...(kept !== undefined && { kept }) }
      : { op: first, kind: 'not-saved', why: null }
    return { kind: 'ok', value: [outcome] }
  }
  const decisions = batch.flatMap((op) => (op.kind === 'decide' ? [op] : []))
  const answer = await parts.decide(decisions.map(({ kind: _, ...decision }) => decision))
  if (answer.kind === 'failed' || answer.kind === 'signed-out') return answer
  if (answer.kind === 'refused' && decisions.length > 1) return { kind: 'refused' }
  if (answer.kind === 'refused')
    return { kind: 'ok', value: decisions.map((op) => ({ op, kind: 'not-saved', why: { said: answer.why } })) }
  const byId = new Map(answer.value.map((outcome) => [outcome.id, outcome]))
  return { kind: 'ok', value: decisions.map((op) => outcomeOf(op, byId.get(op.id))) }
}

function outcomeOf(op: Op, decided: ApiDecided | undefined): Outcome {
  if (decided?.kind === 'saved' || decided?.kind === 'already')
    return { op, kind: 'saved', ...(decided.group && { group: decided.group }) }
  return { op, kind: 'not-saved', why: decided?.kind === 'taken' ? { by: decided.by } : null }
}

/** What an earlier page of the same person left behind, oldest first. An entry that cannot be read is removed. */
function readEntries({ storage }: OutboxParts, prefix: string): { key: string; op: Op }[] {
  const keys = storage.keys().filter((key) => key.startsWith(prefix))
  return keys.sort().flatMap((key) => {
    const op = readOp(storage.get(key))
    if (!op) storage.remove(key)
    return op ? [{ key, op }] : []
  })
}

function readOp(text: string | null): Op | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    // Written by `add` above, under a key of ours: a kind and an id are enough to tell it from a stranger's.
    return typeof value === 'object' && value !== null && 'kind' in value && 'id' in value ? (value as Op) : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
