import { type Outage, outageMeans } from '../model/outage.ts'
import type { Store } from '../store/store.ts'

/** Outages of the last day are told: they say why something was slow, or that a server was started again. */
const toldMs = 24 * 3_600_000
const linesMax = 10

/** What could not be used within the last day, as the processes that met it wrote it down; newest first. */
export const recentOutages = (store: Store, now: Date): Promise<Outage[]> =>
  store.outages.since(new Date(now.getTime() - toldMs), now)

export const isOut = (outages: readonly Outage[]): boolean => outages.some(({ until }) => until === null)

/** A line each, those that last first; nothing was out gives no line. */
export function outageLines(outages: readonly Outage[]): string[] {
  const lasting = outages.filter(({ until }) => until === null)
  const over = outages.filter(({ until }) => until !== null)
  const lines = [
    ...lasting.map(
      ({ what, since, why }) => `  ${what}: OUT since ${since.toISOString()}: ${why}; ${outageMeans[what]}`,
    ),
    ...over.map(
      ({ what, since, until, why }) => `  ${what}: was out ${since.toISOString()} to ${until?.toISOString()}: ${why}`,
    ),
  ]
  const more = lines.length - linesMax
  return more > 0 ? [...lines.slice(0, linesMax), `  … and ${more} more in the last day`] : lines
}
