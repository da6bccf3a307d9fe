import type { Basis } from './seen-before.ts'

/** Where a finding was read: a field of the listing and a range in it, in UTF-16 units, end exclusive. */
export type Span = {
  field: 'title' | 'description' | 'price' | 'seller' | 'image' | 'category' | 'brand' | 'condition'
  start: number
  end: number
}

/**
 * One reason: `weight` is in log-odds, positive towards counterfeit; `text` is a sentence for people; `basis` is what it
 * stands on beyond the listing itself.
 */
export type Finding = { signal: string; weight: number; text: string; span?: Span; basis?: Basis }

export type ScoreVerdict = 'suspect' | 'allowed'

/** A listing's score: the probability 0..1 that a reviewer would call it counterfeit, with its reasons, heaviest first. */
export type Score = { score: number; verdict: ScoreVerdict; findings: Finding[] }
