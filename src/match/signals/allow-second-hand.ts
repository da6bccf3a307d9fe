import type { Finding } from '../../model/finding.ts'
import { saysCopy } from '../wording.ts'
import { nothing, type Signal } from './signal.ts'

/** Less than this is no more than a guess. */
const usedMin = 0.3
/** Less than this is no more likely than not; from the second on the listing itself says it. */
const likelyMin = 0.5
const saidMin = 0.95
/** A used copy is a copy. */
const besideCopyWords = 0.5

const perhaps = 'May be second-hand'

/** Whether a finding takes the listing for a used piece, rather than for one that may be. */
export const saysUsed = ({ signal, text }: Finding): boolean =>
  signal === 'allow.second-hand' && !text.startsWith(perhaps)

/**
 * Lowers: a used piece (label rule 5), as the listing says in its words or its condition field, or as one size, a year of
 * making or the kind of market make likely.
 */
export const allowSecondHand: Signal = {
  id: 'allow.second-hand',
  see({ condition: { used, said, span }, wordings }) {
    if (used < usedMin || said === null) return nothing
    const how = used < likelyMin ? perhaps : used < saidMin ? 'Likely second-hand' : 'Second-hand'
    const strength = used * (saysCopy(wordings) ? besideCopyWords : 1)
    return [{ text: `${how}: ${said}.`, strength, ...(span && { span }) }]
  },
}
