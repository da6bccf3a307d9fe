import type { SeenBefore } from '../model/seen-before.ts'
import type { Watch } from '../model/watch.ts'

/** From which score on a listing is a hit: what the watch says, else what its budget of reviews has picked, else the weights' own. */
export const lineOf = (watch: Watch, before: SeenBefore | undefined, standard: number): number =>
  watch.line ?? (watch.reviewsADay === undefined ? standard : (before?.line ?? standard))
