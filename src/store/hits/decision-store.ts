import type { HitState, Verdict } from '../../model/hit.ts'

/**
 * `others`: the hits of its group that it covers too. `secondLook`: somebody else is to be asked about that hit too. `id` is the
 * whole decision's; the same sent twice is saved once. `note` is kept with the verdict of each.
 */
export type Decision = {
  id: string
  hit: string
  verdict: Verdict
  user: string
  now: Date
  secondLook?: boolean
  others?: readonly { hit: string; secondLook?: boolean }[]
  note?: string
}

/** What somebody wrote beside a verdict; `by` is the person's name. */
export type Note = { by: string; at: Date; verdict: Verdict; text: string }

/**
 * What became of a group's decision: how many hits it covers; `left`, those that it was to cover and somebody else has or had
 * decided (by name), or that are gone (null); and `open`, its group's others that nobody has decided.
 */
export type GroupDecided = { covered: number; left: { hit: string; by: string | null }[]; open: string[] }

export type DecideOutcome =
  /** `sample`: it was one from below the line, which is told only now. `group`: it was about more than one hit. */
  | { kind: 'saved'; sample?: true; group?: GroupDecided }
  /** The same decision id was saved before. */
  | { kind: 'already'; group?: GroupDecided }
  /** Somebody else decided it, or holds the card; `by` is that person's name. Of a group: all of it. */
  | { kind: 'taken'; by: string }
  | { kind: 'missing' }

/** `kept`: hits of a group's decision that have been decided again since, and stay as they are. */
export type UndoneOutcome =
  | { kind: 'undone'; kept?: number }
  | { kind: 'already' | 'not-yours' | 'superseded' | 'missing' }

export type DecisionStore = {
  /** Verdicts, hits and one audit entry in one transaction: of all that it covers, or of none. */
  decide(decision: Decision): Promise<DecideOutcome>
  /** Takes one's own decision back, with all that it covers: the hits are as they were before it. */
  undo(decision: string, user: string, now: Date): Promise<UndoneOutcome>
  /** Newest first; `user` is the person's name. */
  history(
    hit: string,
  ): Promise<{ id: string; verdict: Verdict; user: string; decidedAt: Date; undoneAt: Date | null }[]>
  /**
   * By hit, newest first: notes of decisions that have not been taken back. Of a hit that is in another state than the one given
   * (it is shown as open to who is asked about it without being told), none.
   */
  notes(hits: readonly { id: string; state: HitState }[]): Promise<Map<string, Note[]>>
  /** Decisions of a person that stand, since an instant, by verdict. */
  countSince(user: string, since: Date): Promise<Record<Verdict, number>>
}
