import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { type Need, needs, type Outage, outageMeans } from '../model/outage.ts'
import type { Store } from '../store/store.ts'
import type { Log } from '../telemetry/log.ts'

/** Looked at so often; what gives no answer within the limit cannot be used. */
const beatMs = 1_000
const answerLimitMs = 4_000
const closeLimitMs = 2_000
/** A single failure is a blip; as many in a row are an outage. */
const failuresMin = 2
/** Outages that could not be written down yet, the database being away: the newest are kept. */
const untoldMax = 100

/** Knows what this process cannot use, says so once each way, and writes it down so that others can say it, too. */
export type Pulse = {
  /** What cannot be used just now. */
  outages(): readonly Outage[]
  /** How many there have been since the start, by what; restarts of the embedded server are among the database's. */
  counts(): Readonly<Record<Need, number>>
  /** An outage that somebody else saw from its beginning to its end. */
  note(outage: Outage): void
  close(): Promise<void>
}

type Kept = Outage & { id: string }

/** `checks` reject while what they are about cannot be used. Starts at once. */
export function openPulse(checks: Readonly<Record<Need, () => Promise<void>>>, store: Store, log: Log): Pulse {
  const open = new Map<Need, Kept>()
  const failures = new Map<Need, { count: number; since: Date }>()
  const untold = new Map<string, Kept>()
  const counts: Record<Need, number> = { database: 0, queues: 0, vault: 0 }
  /** When the last outage of each was over, as this process saw it. */
  const ended = new Map<Need, Date>()
  const stop = new AbortController()

  const keep = (outage: Kept) => keepNewest(untold, outage)
  const failed = (what: Need, error: unknown): void => {
    const seen = failures.get(what) ?? { count: 0, since: new Date() }
    seen.count += 1
    failures.set(what, seen)
    if (seen.count < failuresMin || open.has(what)) return
    const outage: Kept = { id: randomUUID(), what, since: seen.since, until: null, why: whyOf(error) }
    open.set(what, outage)
    counts[what] += 1
    log.error({ what, since: outage.since }, `${outage.why}; ${outageMeans[what]}, it goes on by itself`)
  }
  const works = (what: Need): void => {
    failures.delete(what)
    const outage = open.get(what)
    if (!outage) return
    open.delete(what)
    const until = new Date()
    ended.set(what, until)
    keep({ ...outage, until })
    const seconds = secondsOf(outage.since, until)
    log.warn({ what, since: outage.since, until }, `${what} can be used again after ${seconds} s`)
  }
  const tell = async (): Promise<void> => {
    if (open.has('database')) return
    for (const outage of open.values()) keep(outage)
    await writeDown(untold, store)
  }
  const asked = asker(checks)
  const beat = async (): Promise<void> => {
    await Promise.all(
      needs.map((what) =>
        asked(what).then(
          () => works(what),
          (error: unknown) => failed(what, error),
        ),
      ),
    )
    // What could not be written is written with the next beat.
    await tell().catch((error: unknown) => log.debug({ err: error }, 'an outage could not be written down'))
  }
  const beating = beatOn(beat, stop.signal)

  return {
    outages: () => [...open.values()],
    counts: () => counts,
    note(outage) {
      const before = ended.get(outage.what)
      // A restart that took some seconds was seen here, too: it is one outage.
      const isCounted = open.has(outage.what) || (before !== undefined && before >= outage.since)
      if (!isCounted) counts[outage.what] += 1
      keep({ ...outage, id: randomUUID() })
      log.warn(outage, outage.why)
    },
    async close() {
      stop.abort()
      // A beat that waits for an answer changes nothing any more.
      await Promise.race([beating, pause(closeLimitMs, undefined, { ref: false })])
    },
  }
}

async function writeDown(untold: Map<string, Kept>, store: Store): Promise<void> {
  for (const [id, outage] of untold) {
    await store.outages.save(outage, new Date())
    untold.delete(id)
  }
}

async function beatOn(beat: () => Promise<void>, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    await beat()
    await pause(beatMs, undefined, { signal: stop }).catch(() => undefined) // told to stop
  }
}

function keepNewest(untold: Map<string, Kept>, outage: Kept): void {
  untold.set(outage.id, outage)
  for (const id of [...untold.keys()].slice(0, Math.max(0, untold.size - untoldMax))) untold.delete(id)
}

const secondsOf = (since: Date, until: Date): number => Math.round((until.getTime() - since.getTime()) / 1_000)

/** One that has not answered is not asked a second time: it would hold two connections. */
function asker(checks: Readonly<Record<Need, () => Promise<void>>>): (what: Need) => Promise<void> {
  const asking = new Map<Need, Promise<void>>()
  return (what) => {
    const under = asking.get(what) ?? checks[what]().finally(() => asking.delete(what))
    asking.set(what, under)
    return answered(under)
  }
}

async function answered(check: Promise<void>): Promise<void> {
  const limit = new AbortController()
  try {
    await Promise.race([
      check,
      pause(answerLimitMs, undefined, { signal: limit.signal }).then(() => {
        throw new Error(`no answer within ${answerLimitMs / 1_000} s`)
      }),
    ])
  } finally {
    limit.abort()
  }
}

/** Sentences of our own rooms carry no secrets and stand on one line. */
const whyOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1).join('')
