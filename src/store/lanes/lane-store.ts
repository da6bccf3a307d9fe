import type { BlockKind } from '../../model/outcome.ts'

export type Lane = {
  marketplace: string
  state: 'closed' | 'open'
  blockedBy: BlockKind | null
  why: string | null
  openedAt: Date | null
  probeAt: Date | null
}

/** A lane's breaker. */
export type LaneStore = {
  all(): Promise<Lane[]>
  load(marketplace: string): Promise<Lane>
  /** @returns opened true only for the call that opened it, so that people are told once */
  open(
    marketplace: string,
    reason: { by: BlockKind | null; why: string },
    now: Date,
    probeAt: Date,
  ): Promise<{ opened: boolean }>
  /** Of all that ask, one gets the probe when it is due; the next is due at `nextProbeAt`. */
  takeProbe(marketplace: string, now: Date, nextProbeAt: Date): Promise<boolean>
  /** @returns closed true only for the call that closed it */
  close(marketplace: string): Promise<{ closed: boolean }>
}

export type BudgetStore = {
  /** Counts one request of a watch on a UTC day unless its budget is spent. */
  take(watch: string, day: string, budget: number): Promise<boolean>
  spent(watch: string, day: string): Promise<number>
}
