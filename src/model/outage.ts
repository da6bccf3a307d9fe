/** What morgiana cannot do without: where data, jobs and pictures are kept. */
export const needs = ['database', 'queues', 'vault'] as const
export type Need = (typeof needs)[number]

/** A time in which something could not be used; `until` is null while it lasts. `why` is one line without secrets. */
export type Outage = { what: Need; since: Date; until: Date | null; why: string }

/** What it means while it lasts, and that nobody need do anything but end it: all goes on by itself. */
export const outageMeans: Readonly<Record<Need, string>> = {
  database: 'workers wait, nothing is lost',
  queues: 'no job is taken, nothing is lost',
  vault: 'visits wait on every lane, searches go on',
}

/**
 * Several processes tell of the same outage: what overlaps is one, from the first to the last, with the first one's reason.
 * @returns newest first
 */
export function merged(outages: readonly Outage[]): Outage[] {
  const apart: Outage[] = []
  for (const outage of [...outages].sort((a, b) => a.since.getTime() - b.since.getTime())) {
    const before = apart.findLast(({ what }) => what === outage.what)
    if (!before || (before.until !== null && before.until < outage.since)) apart.push({ ...outage })
    else if (before.until !== null && (outage.until === null || outage.until > before.until))
      before.until = outage.until
  }
  return apart.reverse()
}
