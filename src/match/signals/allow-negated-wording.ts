import { quoted, spanOf } from '../listing-text.ts'
import { nothing, type Signal } from './signal.ts'

/** Lowers: "no fakes", "not a copy": the words are there to deny or to warn (label rule 8). */
export const allowNegatedWording: Signal = {
  id: 'allow.negated-wording',
  see({ wordings }) {
    const denied = wordings.find((one) => one.denied !== null && one.found.kind === 'wording.replica')
    if (!denied) return nothing
    const text = `Denies or warns: “${denied.denied ?? ''}” with ${quoted(denied.field, denied.found)}.`
    return [{ text, strength: 1, span: spanOf(denied.field, denied.found) }]
  },
}
