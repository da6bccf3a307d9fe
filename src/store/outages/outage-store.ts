import type { Outage } from '../../model/outage.ts'

export type OutageStore = {
  /** Adds or replaces the outage `id`, which its process goes on to tell while it lasts; those of last season are forgotten. */
  save(outage: Outage & { id: string }, now: Date): Promise<void>
  /** Those that lasted at or after an instant, what several processes told put together, newest first. `now` tells those apart that last. */
  since(from: Date, now: Date): Promise<Outage[]>
}
