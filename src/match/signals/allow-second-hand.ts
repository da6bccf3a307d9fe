import { nothing, type Signal } from './signal.ts'

/** Less than this is no more than a guess. */
const usedMin = 0.3
/** Less than this is no more likely than not. */
const likelyMin = 0.5

/**
 * Lowers: a used piece (label rule 5), as the listing says in its words or its condition field, or as one size, a year of
 * making or the kind of market make likely.
 */
export const allowSecondHand: Signal = {
  id: 'allow.second-hand',
  see({ condition: { used, said, span } }) {
    if (used < usedMin || said === null) return nothing
    const how = used < likelyMin ? 'May be second-hand' : 'Second-hand'
    return [{ text: `${how}: ${said}.`, strength: used, ...(span && { span }) }]
  },
}
