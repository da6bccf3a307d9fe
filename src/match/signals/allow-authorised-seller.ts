import { nothing, type Signal } from './signal.ts'

/** Lowers: the seller is on the watch's list, exactly (compatibility form, case and outer space do not matter). */
export const allowAuthorisedSeller: Signal = {
  id: 'allow.authorised-seller',
  see({ seller }) {
    if (!seller.isAuthorised) return nothing
    const span = seller.name === null ? {} : { span: { field: 'seller' as const, start: 0, end: seller.name.length } }
    return [{ text: `${seller.name ?? 'The seller'} is an authorised seller.`, strength: 1, ...span }]
  },
}
