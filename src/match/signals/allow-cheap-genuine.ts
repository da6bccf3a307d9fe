import { cuesIn, quoted, spanOf } from '../listing-text.ts'
import { shareOfWatched } from '../price-facts.ts'
import { nothing, type Signal } from './signal.ts'

/** From half of the reference down a price would be low. */
const lowRatio = 0.5
/** From this share of what a cheaper kind costs on, the kind explains the price. */
const explainedFrom = 0.25

/**
 * Lowers: a cheap product of the brand itself (label rule 5): a gift card, a budget line, what came with another product,
 * or another kind of goods than the watched, whose price says nothing beside that of the watched one.
 */
export const allowCheapGenuine: Signal = {
  id: 'allow.cheap-genuine',
  see({ fields, links, goods, price }) {
    if (links.length === 0) return nothing
    const cue = cuesIn(fields, 'cue.cheap-line')[0]
    if (cue) {
      const text = `A cheap product of the brand: ${quoted(cue.field, cue.found)}.`
      return [{ text, strength: cue.found.term.strength, span: spanOf(cue.field, cue.found) }]
    }
    const compared = price?.compared
    if (!compared || shareOfWatched(compared) >= lowRatio) return nothing
    const lesser = goods.relation === 'same' ? compared.lesser : null
    if (lesser ? compared.ratio < explainedFrom : goods.relation !== 'related') return nothing
    const { amount, currency } = compared.reference.price
    const kinds = lesser ? lesser.kind : [...goods.kinds].join(', ')
    const text = `Another kind of goods (${kinds}): ${price.asked.amount} ${price.asked.currency} is not held against ${amount} ${currency}.`
    return [{ text, strength: 0.5 }]
  },
}
