/** A card is held this long after the page last asked for it; the page asks again well before (half of it). */
export const leaseMs = 2 * 60 * 1000

/** The most cards that one call may hold. */
export const leasesMax = 100

export const leaseUntil = (now: Date): Date => new Date(now.getTime() + leaseMs)
