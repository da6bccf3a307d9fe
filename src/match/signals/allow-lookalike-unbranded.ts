import { cuesIn, quoted, spanOf } from '../listing-text.ts'
import { nothing, type Signal } from './signal.ts'

/** Lowers: no mark at all, and no promise of one (label rule 6); design rights are another queue. */
export const allowLookalikeUnbranded: Signal = {
  id: 'allow.lookalike-unbranded',
  see({ fields, wordings, picture }) {
    const cue = cuesIn(fields, 'cue.unbranded')[0]
    const promises = wordings.some(
      (one) => one.denied === null && /evasion|hidden-link/.test(one.found.kind) && one.strength >= 0.5,
    )
    if (!cue || promises || picture?.logo === 'hidden') return nothing
    return [
      { text: `Without a mark: ${quoted(cue.field, cue.found)}.`, strength: 1, span: spanOf(cue.field, cue.found) },
    ]
  },
}
