import type { Verdict } from '../../model/hit.ts'

/** `secondLook`: somebody else is to be asked about it too. */
export type Decision = { id: string; hit: string; verdict: Verdict; user: string; now: Date; secondLook?: boolean }

export type DecideOutcome =
  /** `sample`: it was one from below the line, which is told only now. */
  | { kind: 'saved'; sample?: true }
  /** The same decision id was saved before. */
  | { kind: 'already' }
  /** Somebody else decided it, or holds the card; `by` is that person's name. */
  | { kind: 'taken'; by: string }
  | { kind: 'missing' }

export type DecisionStore = {
  /** Verdict, hit and audit entry in one transaction. */
  decide(decision: Decision): Promise<DecideOutcome>
  /** Takes one's own decision back: the hit is as it was before it. */
  undo(
    decision: string,
    user: string,
    now: Date,
  ): Promise<{ kind: 'undone' | 'already' | 'not-yours' | 'superseded' | 'missing' }>
  /** Newest first; `user` is the person's name. */
  history(
    hit: string,
  ): Promise<{ id: string; verdict: Verdict; user: string; decidedAt: Date; undoneAt: Date | null }[]>
  /** Decisions of a person that stand, since an instant, by verdict. */
  countSince(user: string, since: Date): Promise<Record<Verdict, number>>
}
