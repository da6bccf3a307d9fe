import type { Marketplace } from '../model/marketplace.ts'
import { aliexpress } from './aliexpress/index.ts'
import { amazon } from './amazon/index.ts'
import { bazaar } from './bazaar/index.ts'
import { ebay } from './ebay/index.ts'

/** Every marketplace, in the order that lists show them. A new one is its folder and a line here. */
export const marketplaces: readonly Marketplace[] = [amazon, ebay, aliexpress, bazaar]

/** The marketplaces' ids, in the same order. */
export const marketplaceIds: readonly string[] = marketplaces.map((each) => each.id)

/** The marketplace with that id. @throws RangeError for an id that nobody has, naming those that are there */
export function marketplaceOf(id: string): Marketplace {
  const found = marketplaces.find((each) => each.id === id)
  if (found) return found
  throw new RangeError(`no marketplace "${id}"; there are ${marketplaceIds.join(', ')}`)
}
