import type { BlockKind } from '../model/outcome.ts'
import type { Watch } from '../model/watch.ts'
import type { Store } from '../store/store.ts'
import type { Log } from '../telemetry/log.ts'

/** Why a request is not made: said in coverage as it stands. */
export type HeldBack = { state: 'paused' | 'out-of-budget'; why: string }

/** Stands before every request to a marketplace: the lane's breaker and the watch's budget. */
export type Gate = {
  /** @returns null when the request may be made; it then counts against the budget */
  holdBack(marketplace: string, watch: Watch): Promise<HeldBack | null>
  /** Counts one call of the UTC day to a marketplace's official API. @returns false when the key's are spent */
  takeCall(marketplace: string, callsADay: number): Promise<boolean>
  /** The marketplace blocks us or its pages cannot be read: pauses its lane, and says so once. */
  open(marketplace: string, reason: { by: BlockKind | null; why: string }): Promise<void>
  /** The marketplace answered as it should. */
  close(marketplace: string): Promise<void>
}

/** `probeMs` after a breaker opened, one request is let through to see whether the marketplace answers again. */
export const openGate = (edges: { store: Store; log: Log; now: () => Date; probeMs: number }): Gate => {
  const { store, log, now, probeMs } = edges
  const nextProbe = () => new Date(now().getTime() + probeMs)
  return {
    async holdBack(marketplace, watch) {
      const lane = await store.lanes.load(marketplace)
      if (lane.state === 'open' && !(await store.lanes.takeProbe(marketplace, now(), nextProbe()))) {
        return { state: 'paused', why: `the lane is paused: ${lane.why ?? 'the reason was not kept'}` }
      }
      const day = dayOf(now())
      const budget = watch.budget.requestsADay
      if (await store.budget.take(watch.id, day, budget)) return null
      return { state: 'out-of-budget', why: `the watch's ${budget} requests of ${day} (UTC) are spent` }
    },
    // No watch has a colon in its id, so the two kinds of count stand beside each other.
    takeCall: (marketplace, callsADay) => store.budget.take(`api:${marketplace}`, dayOf(now()), callsADay),
    async open(marketplace, reason) {
      const { opened } = await store.lanes.open(marketplace, reason, now(), nextProbe())
      if (opened) log.warn({ marketplace, ...reason }, 'breaker opened: the lane is paused')
    },
    async close(marketplace) {
      const { closed } = await store.lanes.close(marketplace)
      if (closed) log.info({ marketplace }, 'breaker closed: the lane works again')
    },
  }
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10)
