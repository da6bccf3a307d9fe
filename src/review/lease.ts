/** A card is held this long after the page last asked for it; the page asks again well before (half of it). */
export const leaseMs = 2 * 60 * 1000

/** The most cards that one call may hold, and so the most that a reviewer keeps from the others for two minutes. */
export const leasesMax = 20

export const leaseUntil = (now: Date): Date => new Date(now.getTime() + leaseMs)

/** Whose a card is for `user` at `now`: an ended lease is nobody's. */
export function holderOf(
  lease: { by: string; name: string; until: Date } | null,
  user: string,
  now: Date,
): { kind: 'nobody' } | { kind: 'me'; until: Date } | { kind: 'other'; name: string; until: Date } {
  if (!lease || lease.until.getTime() <= now.getTime()) return { kind: 'nobody' }
  return lease.by === user
    ? { kind: 'me', until: lease.until }
    : { kind: 'other', name: lease.name, until: lease.until }
}
