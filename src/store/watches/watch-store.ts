import type { Watch } from '../../model/watch.ts'

type LastRun = { id: string; plannedAt: Date; endedAt: Date | null }
/** `scheduledAt`: since when its schedule is what it is; null where that was never noted. */
export type KnownWatch = {
  watch: Watch
  active: boolean
  scheduledAt: Date | null
  lastRun: LastRun | null
  lastImport: LastRun | null
}

export type WatchStore = {
  /** Adds or replaces; `active` watches are scheduled. `scheduledAt` becomes `now` when its schedule is another, or it was not active. */
  save(watch: Watch, active: boolean, now: Date): Promise<void>
  load(id: string): Promise<Watch | null>
  /** Every watch with its newest run that crawled and its newest import, which say different things. */
  all(): Promise<KnownWatch[]>
  /** Sets every watch not named to inactive; their data stays. */
  keepActive(ids: readonly string[]): Promise<void>
}
