import { nothing, type Signal } from './signal.ts'

/** Medium: the title sells the watched goods in a category of others, where the mark is not looked for. */
export const categoryMismatch: Signal = {
  id: 'category.mismatch',
  see({ goods, fields, wordings, listing }) {
    if (!goods.isFromCategory || goods.relation === 'same' || !listing.category) return nothing
    const hides = wordings.some(
      (one) => one.denied === null && /hidden-link|evasion/.test(one.found.kind) && one.strength >= 0.5,
    )
    const field = fields.find((one) => one.name === 'category')
    if (!hides || !field) return nothing
    const span = { field: 'category' as const, start: 0, end: listing.category.length }
    return [{ text: `Offered under “${listing.category}”, which is another category.`, strength: 1, span }]
  },
}
