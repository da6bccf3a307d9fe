import type { Span } from '../../model/finding.ts'
import type { Basis } from '../../model/seen-before.ts'
import type { Facts } from '../facts.ts'
import { quoted, spanOf, strongestCue } from '../listing-text.ts'
import type { Wording } from '../wording.ts'

/** What a signal saw: a sentence for a person, how much of the signal's weight it earns (0..1), where it stands, and on what. */
export type Seen = { text: string; strength: number; span?: Span; basis?: Basis }

/**
 * One reason for or against. Pure: it sees the facts of one listing and nothing else, and it says nothing when it has
 * nothing to show. Ids are those of the label rules; the weight comes from the weight file.
 */
export type Signal = { id: string; see(facts: Facts): readonly Seen[] }

export const nothing: readonly Seen[] = []

/** A signal that says what terms of one kind were found, unless they are denied. */
export function wordingSignal(id: string, sentence: (words: string) => string): Signal {
  return {
    id,
    see({ wordings }) {
      if (wordings.length === 0) return nothing
      return wordings
        .filter((one) => one.found.kind === id && one.denied === null && one.strength > 0)
        .map((one) => seenIn(one, sentence))
    },
  }
}

const seenIn = ({ field, found, strength }: Wording, sentence: (words: string) => string): Seen => {
  const note = found.term.note === '' ? '' : `: ${found.term.note}`
  return { text: `${sentence(quoted(field, found))}${note}.`, strength, span: spanOf(field, found) }
}

/** A signal that says that a cue was found; of several, the strongest. */
export function cueSignal(
  id: string,
  cue: string,
  sentence: (words: string) => string,
  when?: (facts: Facts) => boolean,
): Signal {
  return {
    id,
    see(facts) {
      if (when && !when(facts)) return nothing
      const best = strongestCue(facts.fields, cue)
      if (!best) return nothing
      const text = `${sentence(quoted(best.field, best.found))}.`
      return [{ text, strength: best.found.term.strength, span: spanOf(best.field, best.found) }]
    },
  }
}
