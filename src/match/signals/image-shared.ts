import { nothing, type Signal } from './signal.ts'

/** From this similarity on it is the brand's own photo, which everybody has. */
const officialSimilarity = 0.95
/** So many other sellers, and more, hand one photo on: two may have it from one wholesaler or from one another. */
const sellersMin = 2
/** From so many on it is said in full. */
const sellersFull = 5

/**
 * Weak: listings of several other sellers show the same photo, which is no official one and no authorised seller's. Who sells
 * one piece of one's own takes a photo of it.
 */
export const imageShared: Signal = {
  id: 'image.shared',
  see({ shared, picture, seller }) {
    if (!shared || shared.sellers < sellersMin || seller.isAuthorised) return nothing
    if ((picture?.officialSimilarity ?? 0) >= officialSimilarity && !picture?.officialInOtherColours) return nothing
    const text = `${shared.sellers} other sellers show the same photo (${shared.listings} listings), and it is no official one.`
    return [{ text, strength: Math.min(1, shared.sellers / sellersFull), basis: shared }]
  },
}
