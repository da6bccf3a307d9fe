import { nothing, type Signal } from './signal.ts'

/** Strong: a seller's name made to be taken for an authorised one. */
export const sellerLookalike: Signal = {
  id: 'seller.lookalike',
  see({ seller: { lookalike, name } }) {
    if (!lookalike || name === null) return nothing
    const span = { field: 'seller' as const, start: 0, end: name.length }
    return [
      { text: `The seller “${name}” looks like ${lookalike.of}, and is not.`, strength: lookalike.sureness, span },
    ]
  },
}
