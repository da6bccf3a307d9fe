/** A seller's name as sellers are known again by it: compatibility form, case and space do not matter, anything else does. */
export const plainSellerName = (name: string): string =>
  name.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()
