import type { Change, Verdict } from '../../model/hit.ts'
import type { GroupKind } from '../../model/hit-group.ts'
import type { Price } from '../../model/money.ts'
import type { HitFilter } from './hit-store.ts'

/**
 * A hit that stands on another's card. `by`: what it has in common with the one that the group began with, null for that one
 * itself. `joinedAt`: it came to a group that an earlier run had begun. `changes` are those since it was decided.
 */
export type Member = {
  id: string
  marketplace: string
  title: string
  price: Price | null
  seller: string | null
  picture: string | null
  score: number
  by: GroupKind | null
  joinedAt: Date | null
  changes: Change[]
  lease: { by: string; name: string; until: Date } | null
}

/**
 * What else stands on a card. `by` and `joinedAt` are the card's own, as a member's. `decided` counts the group's decided hits by
 * verdict, the newest `decidedMax`; `last` is the latest of them, `by` the person's name. Those that somebody may yet be asked
 * about without being told are left out.
 */
export type HitGroup = {
  by: GroupKind | null
  joinedAt: Date | null
  members: Member[]
  decided: Partial<Record<Verdict, number>>
  last: { verdict: Verdict; by: string; at: Date } | null
}

export type GroupStore = {
  /** By hit, for open hits that have a group with others in it. @param filter only members that fit it stand on the card */
  of(hits: readonly string[], filter: HitFilter | null): Promise<Map<string, HitGroup>>
}
