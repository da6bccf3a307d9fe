import { originOf } from '../origin.ts'
import { nothing, type Signal } from './signal.ts'

/** Weak: it ships from China, Hong Kong or Turkey (label rule 2). */
export const originSourceMarket: Signal = {
  id: 'origin.source-market',
  see({ listing, seller }) {
    const origin = originOf(listing)
    if (!origin?.isSourceMarket || seller.isAuthorised) return nothing
    return [{ text: `It ships from ${origin.from}.`, strength: 1 }]
  },
}
