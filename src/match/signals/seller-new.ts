import { nothing, type Signal } from './signal.ts'

/** Fewer ratings than this make a seller new (label rule 2). */
const newRatings = 10

/** Weak: a seller with few ratings on a retail marketplace; private persons rarely have many. */
export const sellerNew: Signal = {
  id: 'seller.new',
  see({ seller }) {
    if (seller.ratings === null || seller.ratings >= newRatings || seller.isClassifieds || seller.isAuthorised)
      return nothing
    return [{ text: `The seller has ${seller.ratings} ratings.`, strength: 1 }]
  },
}
