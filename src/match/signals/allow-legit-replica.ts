import { cuesIn, quoted, spanOf } from '../listing-text.ts'
import { nothing, type Signal } from './signal.ts'

/** Lowers: what is lawfully called a replica: licensed fan jersey, museum cast, airsoft, scale model (label rule 7). */
export const allowLegitReplica: Signal = {
  id: 'allow.legit-replica',
  see({ fields, wordings }) {
    const cue = cuesIn(fields, 'cue.legit-replica')[0]
    const says = wordings.some((one) => one.found.kind === 'wording.replica' || one.found.kind === 'wording.grade')
    if (!cue || !says) return nothing
    return [
      { text: `A lawful replica: ${quoted(cue.field, cue.found)}.`, strength: 1, span: spanOf(cue.field, cue.found) },
    ]
  },
}
