import { quoted, spanOf, strongestCue } from '../listing-text.ts'
import { nothing, type Signal } from './signal.ts'

/** Where the listing says plainly that it is a copy, it is a sample of the copy: that explains little. */
const besideCopyWords = 0.3
const plain = 0.7
const copyKinds: ReadonlySet<string> = new Set(['wording.replica', 'wording.grade', 'wording.batch'])

/** Lowers: a sample, a tester or a miniature. */
export const allowSampleSize: Signal = {
  id: 'allow.sample-size',
  see({ fields, wordings }) {
    const best = strongestCue(fields, 'cue.sample')
    if (!best) return nothing
    const isCopy = wordings.some(
      ({ found, denied, strength }) => denied === null && strength >= plain && copyKinds.has(found.kind),
    )
    const strength = best.found.term.strength * (isCopy ? besideCopyWords : 1)
    return [
      { text: `A sample size: ${quoted(best.field, best.found)}.`, strength, span: spanOf(best.field, best.found) },
    ]
  },
}
