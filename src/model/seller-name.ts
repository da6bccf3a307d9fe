import type { Listing } from './listing.ts'

/** A seller's name as sellers are known again by it: compatibility form, case and space do not matter, anything else does. */
export const plainSellerName = (name: string): string =>
  name.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()

/** What a shop is known by on its marketplace: the seller's id, else the plain name; null where neither is told. */
export const shopOf = ({ seller }: Pick<Listing, 'seller'>): string | null =>
  (seller?.id ?? (seller?.name && plainSellerName(seller.name))) || null
