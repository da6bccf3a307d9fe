import { changesBetween, type HitState, type Snapshot, type Verdict } from '../../model/hit.ts'

/** What is kept of a hit that its next state depends on. `decidedOn` is what its verdict was given on. */
export type StandingHit = {
  state: HitState
  verdict: Verdict | null
  decidedOn: Snapshot | null
  reopenedAt: Date | null
  /** It is in the list only because it was drawn from below the line. */
  sampled?: boolean
}
export type NextState = { state: HitState; reopenedAt: Date | null }

/**
 * The state of a hit after its listing was scored, or null when there is and will be none. A verdict stands until what it
 * was given on changes and the listing is still a hit; when the change is taken back, nobody is asked again. Without a
 * verdict, a hit is open while it is one, and withdrawn when it no longer is; a sample from below the line waits there. Pure.
 */
export function nextState(hit: StandingHit | null, isHit: boolean, current: Snapshot, now: Date): NextState | null {
  if (!hit) return isHit ? { state: 'open', reopenedAt: null } : null
  if (hit.sampled && !isHit) return { state: hit.state, reopenedAt: hit.reopenedAt }
  if (!hit.verdict) return { state: isHit ? 'open' : 'withdrawn', reopenedAt: null }
  const asksAgain = isHit && hasChanged(hit, current)
  return asksAgain ? { state: 'open', reopenedAt: hit.reopenedAt ?? now } : { state: 'decided', reopenedAt: null }
}

const hasChanged = (hit: StandingHit, current: Snapshot): boolean =>
  hit.decidedOn !== null && changesBetween(hit.decidedOn, current).length > 0

/** What is kept of a listing that says if its own page has to be read again. `detailOn` is what it showed when that was read. */
export type ReadListing = { hasDetail: boolean; detailOn: Snapshot | null; isGone: boolean }

/**
 * Whether a listing that the matcher wants a closer look at is visited: when that would show something new, and not for a
 * decided hit that did not change. Pure.
 */
export function needsVisit(
  read: ReadListing,
  hit: StandingHit | null,
  next: NextState | null,
  current: Snapshot,
): boolean {
  if (next?.state === 'decided' && hit && !hasChanged(hit, current)) return false
  if (!read.hasDetail || read.isGone || !read.detailOn) return true
  return changesBetween(read.detailOn, current).length > 0
}
