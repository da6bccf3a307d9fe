import { nothing, type Signal } from './signal.ts'

/** Weak, context only: the watch names authorised sellers, and this is none of them. */
export const sellerUnauthorised: Signal = {
  id: 'seller.unauthorised',
  see({ seller, watch }) {
    if (seller.name === null || seller.isAuthorised || watch.authorisedSellers.length === 0) return nothing
    const span = { field: 'seller' as const, start: 0, end: seller.name.length }
    return [{ text: `${seller.name} is not an authorised seller.`, strength: 1, span }]
  },
}
