import type { ApiSession, ApiStatus } from '../../api.ts'
import { ApiFailure, api } from '../api.ts'
import { type Cell, cell } from '../review/cell.ts'
import { type Desk, openDesk } from '../review/desk.ts'
import { type Outbox, openOutbox } from '../review/outbox.ts'
import type { Made } from '../review/queue.ts'
import { openUnsaved, type UnsavedList } from '../review/unsaved.ts'
import { type Notice, notices } from './notices.ts'

/** What is known of the outbox, for showing it. */
export type Sending = { waiting: number; isFailing: boolean }

/** Everything that belongs to one signed-in person, from sign-in to sign-out. */
export type Signed = {
  session: ApiSession
  /** When this session of decisions began: what is counted, and how far Undo goes. */
  since: string
  desk: Desk
  sending: Cell<Sending>
  status: Cell<ApiStatus | null>
  /** Decisions that were not saved, until they have been read. */
  unsaved: UnsavedList
  /** Asks the status again, and sends what waits. */
  refresh(): Promise<void>
  resume(): void
}

export type SessionState =
  | { kind: 'loading' }
  | { kind: 'failed'; failure: ApiFailure }
  | { kind: 'signed-out'; kept: number }
  | { kind: 'signed-in'; signed: Signed }

export const sessionState: Cell<SessionState> = cell<SessionState>({ kind: 'loading' })

/** Asks who is signed in, and sets the desk up for them. */
export async function openSession(): Promise<void> {
  try {
    const session = await api.session()
    const before = sessionState.get()
    if (before.kind === 'signed-in' && before.signed.session.user.id === session.user.id) return before.signed.resume()
    sessionState.set({ kind: 'signed-in', signed: sign(session) })
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error
    if (error.status === 401) sessionState.set({ kind: 'signed-out', kept: keptCount() })
    else if (sessionState.get().kind !== 'signed-in') sessionState.set({ kind: 'failed', failure: error })
  }
}

export async function signOut(signed: Signed): Promise<void> {
  signed.desk.release()
  await api.signOut()
  sessionStorage.clear()
  sessionState.set({ kind: 'signed-out', kept: keptCount() })
}

const signedOut = () => sessionState.set({ kind: 'signed-out', kept: keptCount() })

function sign(session: ApiSession): Signed {
  const memory = `morgiana.made.${session.user.id}`
  const since = remembered(`${memory}.since`, () => session.now)
  const sending = cell<Sending>({ waiting: 0, isFailing: false })
  const status = cell<ApiStatus | null>(null)
  // Leases are told in the server's time; a clock of the browser that is off must not make them look ended.
  const skewMs = Date.parse(session.now) - Date.now()
  const serverNow = () => Date.now() + skewMs
  const tell = (text: string) => notices.add({ tone: 'plain', text } satisfies Notice)
  const unsaved = openUnsaved(localStorage, `morgiana.unsaved.${session.user.id}`)
  const desk = openDesk({
    outbox: () => outbox,
    tell,
    refused: (one) => unsaved.add({ ...one, at: new Date(serverNow()).toISOString() }),
    remember: (made) => sessionStorage.setItem(memory, JSON.stringify(made)),
    // Written by the line above in this same tab.
    recalled: JSON.parse(sessionStorage.getItem(memory) ?? '[]') as Made[],
    me: session.user.name,
    nowMs: serverNow,
  })
  const outbox: Outbox = openOutbox({
    storage: keeping(),
    user: session.user.id,
    decide: async (decisions) => after(await api.decide(decisions)),
    undo: async (decision) => after(await api.undo(decision)),
    later: (afterMs, run) => void setTimeout(run, afterMs),
    nowMs: Date.now,
    onChange: () => {
      const isFailing = outbox.isFailing()
      if (sending.get().isFailing !== isFailing) desk.setCut(isFailing)
      sending.set({ waiting: outbox.waiting(), isFailing })
    },
    onOutcome: (outcome) => {
      desk.settle(outcome)
      if (outbox.waiting() === 0) later()
    },
  })
  const refresh = async () => {
    const answer = await api.status(since).catch((error: unknown) => {
      if (!(error instanceof ApiFailure)) throw error
      if (error.status === 401) signedOut()
      if (error.status === 503) status.set(withoutDatabase(status.get(), error, new Date(serverNow()).toISOString()))
      return null
    })
    if (answer) status.set(answer)
    if (answer && outbox.isFailing()) outbox.resume()
  }
  // Counts follow decisions, once for a burst of them.
  let timer: ReturnType<typeof setTimeout> | undefined
  const later = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void refresh(), 600)
  }
  sending.set({ waiting: outbox.waiting(), isFailing: false })
  addEventListener('online', () => outbox.resume())
  return { session, since, desk, sending, status, unsaved, refresh, resume: () => outbox.resume() }
}

/** The server answers, and its database does not: who looks at the page is told, with all else as it was last known. */
function withoutDatabase(known: ApiStatus | null, { message }: ApiFailure, since: string): ApiStatus | null {
  if (!known || known.outages.some(({ what, until }) => what === 'database' && until === null)) return known
  return { ...known, outages: [{ what: 'database', since, until: null, why: message }, ...known.outages] }
}

/** A session that ended while decisions were being sent is said at once. */
function after<T extends { kind: string }>(sent: T): T {
  if (sent.kind === 'signed-out') signedOut()
  return sent
}

function remembered(key: string, first: () => string): string {
  const value = sessionStorage.getItem(key) ?? first()
  sessionStorage.setItem(key, value)
  return value
}

/** localStorage, or memory where it is full or forbidden: then a reload would lose what waits, and the page asks first. */
function keeping() {
  const memory = new Map<string, string>()
  addEventListener('beforeunload', (event) => {
    if (memory.size > 0) event.preventDefault()
  })
  return {
    keys: () => Object.keys(localStorage),
    get: (key: string) => memory.get(key) ?? localStorage.getItem(key),
    set: (key: string, value: string) => {
      try {
        localStorage.setItem(key, value)
      } catch (error) {
        if (!(error instanceof DOMException)) throw error
        memory.set(key, value)
      }
    },
    remove: (key: string) => {
      memory.delete(key)
      localStorage.removeItem(key)
    },
  }
}

const keptCount = (): number => Object.keys(localStorage).filter((key) => key.startsWith('morgiana.outbox.')).length
