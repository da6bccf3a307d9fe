import type { Watch } from '../../model/watch.ts'

export type WatchStore = {
  /** Adds or replaces; `active` watches are scheduled. */
  save(watch: Watch, active: boolean, now: Date): Promise<void>
  load(id: string): Promise<Watch | null>
  all(): Promise<
    { watch: Watch; active: boolean; lastRun: { id: string; plannedAt: Date; endedAt: Date | null } | null }[]
  >
  /** Sets every watch not named to inactive; their data stays. */
  keepActive(ids: readonly string[]): Promise<void>
}
